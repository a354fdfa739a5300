from concurrent.futures import ProcessPoolExecutor
def square(x):
    return x * x


if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=2) as executor:
        print(list(executor.map(square, range(6))), list(executor.map(pow, [2, 3], [5, 2])))
        print(list(executor.map(square, range(7), chunksize=3)))
        future = executor.submit(square, 12)
        print(future.result(), future.done())
