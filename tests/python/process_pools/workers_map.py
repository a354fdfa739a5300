from multiprocessing import Pool
def square(x):
    return x * x


if __name__ == "__main__":
    with Pool(3) as pool:
        print(pool.map(square, range(10)), pool.map(square, []), pool.map(square, range(7), chunksize=3))
        print(list(pool.imap(square, range(5))), sorted(pool.imap_unordered(square, range(5), chunksize=2)))
