import multiprocessing as mp
import os
import time


def square(x):
    return x * x


def add(a, b):
    return a + b


def picky(x):
    if x == 3:
        raise ValueError("three")
    return x


def nap(x):
    time.sleep(x)
    return x


if __name__ == "__main__":
    from multiprocessing.pool import ThreadPool

    with ThreadPool(3) as pool:
        print(pool.map(square, range(5)), pool.apply(os.getpid) == os.getpid())
        print(sorted(pool.imap_unordered(square, range(4))))
        try:
            pool.map(picky, range(5))
        except ValueError as e:
            print(e, e.__cause__)
