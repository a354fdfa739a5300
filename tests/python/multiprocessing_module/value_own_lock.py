import multiprocessing as mp
import os
import time


def add(v):
    for _ in range(100):
        with v.get_lock():
            v.value += 1


if __name__ == "__main__":
    v = mp.Value("i", 10)
    ps = [mp.Process(target=add, args=(v,)) for _ in range(3)]
    for p in ps:
        p.start()
    for p in ps:
        p.join()
    print(v.value, v)
    d = mp.Value("d", 1.5)
    d.value *= 3
    print(d.value)
    raw = mp.Value("l", lock=False)
    raw.value = -7
    print(raw.value)
