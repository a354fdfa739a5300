import multiprocessing as mp
import os
import time


base = 0


def init(value):
    global base
    base = value


def with_base(x):
    return base + x


if __name__ == "__main__":
    with mp.Pool(2, initializer=init, initargs=(100,)) as pool:
        print(pool.map(with_base, range(4)))
