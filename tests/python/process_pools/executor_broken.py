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
    from concurrent.futures.process import BrokenProcessPool

    with ProcessPoolExecutor(2) as ex:
        f = ex.submit(os._exit, 1)
        try:
            f.result()
        except BrokenProcessPool as e:
            print(e)
        try:
            ex.submit(square, 1)
        except BrokenProcessPool as e:
            print(e)
