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
    ex = ProcessPoolExecutor(1)
    futures = [ex.submit(nap, 0.1) for _ in range(8)]
    ex.shutdown(wait=True, cancel_futures=True)
    print(futures[0].result(), futures[-1].cancelled())
    try:
        ex.submit(square, 1)
    except RuntimeError as e:
        print(e)
    for wrong in (0, -2):
        try:
            ProcessPoolExecutor(wrong)
        except ValueError as e:
            print(e)
