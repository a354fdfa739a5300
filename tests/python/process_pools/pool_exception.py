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
    with mp.Pool(2) as pool:
        try:
            pool.map(picky, range(6))
        except ValueError as e:
            print(e, type(e.__cause__).__name__, "ValueError: three" in str(e.__cause__))
        r = pool.apply_async(picky, (3,))
        r.wait()
        print(r.successful())
        print(pool.map(picky, [1, 2]))
