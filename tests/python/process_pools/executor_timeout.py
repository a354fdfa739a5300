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
    with ProcessPoolExecutor(1) as ex:
        f = ex.submit(nap, 0.4)
        try:
            f.result(timeout=0.05)
        except TimeoutError:
            print("timeout", f.done())
        print(f.result())
