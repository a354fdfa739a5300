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
    pool = mp.Pool(2)
    r = pool.map_async(square, range(5))
    pool.close()
    try:
        pool.map(square, [1])
    except ValueError as e:
        print(e)
    pool.join()
    print(r.get())
    pool = mp.Pool(1)
    try:
        pool.join()
    except ValueError as e:
        print(e)
    pool.terminate()
    pool.join()
    for wrong in (0, -1):
        try:
            mp.Pool(wrong)
        except ValueError as e:
            print(e)
