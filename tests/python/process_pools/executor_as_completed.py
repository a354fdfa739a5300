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
        futures = {ex.submit(nap, t): t for t in (0.3, 0.05)}
        print([futures[f] for f in as_completed(futures)])
        done, pending = wait([ex.submit(square, i) for i in range(4)])
        print(sorted(f.result() for f in done), pending)
