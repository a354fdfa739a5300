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
    with mp.Pool(2) as pool:
        r = pool.apply_async(add, (1, 2))
        print(r.get(timeout=5), r.ready(), r.successful())
        results = [pool.apply_async(square, (i,)) for i in range(5)]
        print([r.get() for r in results])
        m = pool.map_async(square, range(4))
        m.wait()
        print(m.get())
        print(pool.starmap_async(add, [(1, 1)]).get())
