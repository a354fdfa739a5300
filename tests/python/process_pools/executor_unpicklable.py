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
        f = ex.submit(lambda: 1)
        try:
            f.result()
        except Exception as e:
            print(type(e).__name__)
        import threading

        f = ex.submit(square, threading.Lock())
        try:
            f.result()
        except TypeError as e:
            print(e)
        print(ex.submit(square, 3).result())
