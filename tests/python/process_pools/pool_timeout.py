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
    with mp.Pool(1) as pool:
        r = pool.apply_async(nap, (5,))
        try:
            r.get(timeout=0.05)
        except mp.TimeoutError:
            print("timeout")
        try:
            r.successful()
        except ValueError as e:
            print("not ready")
    print("terminated")
