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
    got = []
    with ProcessPoolExecutor(2) as ex:
        for i in range(4):
            ex.submit(square, i).add_done_callback(lambda f: got.append(f.result()))
    print(sorted(got))
