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
        futures = [ex.submit(add, i, b=1) for i in range(5)]
        print([f.result() for f in futures], all(f.done() for f in futures))
        f = ex.submit(os.getpid)
        print(f.result() != os.getpid())
