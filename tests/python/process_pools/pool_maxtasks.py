import multiprocessing as mp
import os
import time


if __name__ == "__main__":
    with mp.Pool(1, maxtasksperchild=2) as pool:
        pids = [pool.apply(os.getpid) for _ in range(6)]
    print(len(set(pids)))
