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
    with ProcessPoolExecutor(2, mp_context=mp.get_context("spawn")) as ex:
        print(list(ex.map(square, range(4))))
    with ProcessPoolExecutor(1, max_tasks_per_child=1) as ex:
        print(len({ex.submit(os.getpid).result() for _ in range(3)}))
