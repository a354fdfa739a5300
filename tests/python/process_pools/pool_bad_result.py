import multiprocessing as mp
import os
import time


def make():
    return (i for i in range(3))


if __name__ == "__main__":
    with mp.Pool(1) as pool:
        try:
            pool.apply(make)
        except Exception as e:
            print(type(e).__name__)
        print(pool.apply(len, ([1, 2],)))
