import multiprocessing as mp
import os
import time


def add(v, lock):
    for _ in range(200):
        with lock:
            v.value += 1


if __name__ == "__main__":
    v, lock = mp.Value("i", 0), mp.Lock()
    ps = [mp.Process(target=add, args=(v, lock)) for _ in range(4)]
    for p in ps:
        p.start()
    for p in ps:
        p.join()
    print(v.value)
