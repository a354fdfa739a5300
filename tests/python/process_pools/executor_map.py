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
    with ProcessPoolExecutor(max_workers=3) as ex:
        print(list(ex.map(square, range(8))))
        print(list(ex.map(add, range(5), range(5), chunksize=2)))
        print(list(ex.map(square, [])))
