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
    got, errors = [], []
    with mp.Pool(2) as pool:
        rs = [pool.apply_async(picky, (i,), callback=got.append, error_callback=errors.append) for i in range(5)]
        for r in rs:
            r.wait()
        pool.close()
        pool.join()
    print(sorted(got), [str(e) for e in errors])
