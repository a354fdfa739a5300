import multiprocessing as mp
import os
import time


def who():
    return mp.current_process().name, mp.current_process().daemon


if __name__ == "__main__":
    with mp.Pool(1) as pool:
        print(pool.apply(who))
        print(pool.apply(os.getpid) != os.getpid())
