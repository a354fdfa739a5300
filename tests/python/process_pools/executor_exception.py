import multiprocessing as mp
import os
import time
from concurrent.futures import ProcessPoolExecutor, as_completed, wait


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
    with ProcessPoolExecutor(2) as ex:
        f = ex.submit(picky, 3)
        try:
            f.result()
        except ValueError as e:
            print(e, type(e.__cause__).__name__, "in picky" in str(e.__cause__))
        print(type(f.exception()).__name__)
        try:
            list(ex.map(picky, range(5)))
        except ValueError as e:
            print(e)
