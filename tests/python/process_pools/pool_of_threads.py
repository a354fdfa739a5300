from multiprocessing.dummy import Pool
from multiprocessing.pool import ThreadPool
def square(x):
    return x * x


if __name__ == "__main__":
    with ThreadPool(3) as pool:
        print(pool.map(square, range(6)), pool.apply(square, (9,)))
    with Pool(2) as pool:
        print(pool.map(len, ["a", "bb"]))
