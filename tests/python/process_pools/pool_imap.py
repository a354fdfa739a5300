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
        print(list(pool.imap(square, range(6))))
        print(list(pool.imap(square, range(7), chunksize=3)))
        print(sorted(pool.imap_unordered(square, range(6))))
        it = pool.imap(square, range(3))
        print(next(it), it.next(timeout=5), next(it))
        try:
            next(it)
        except StopIteration:
            print("stop")
