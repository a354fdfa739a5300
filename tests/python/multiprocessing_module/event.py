import multiprocessing as mp
import os
import time


def wait(e, q, i):
    e.wait()
    q.put((i, e.is_set()))


if __name__ == "__main__":
    e = mp.Event()
    q = mp.Queue()
    ps = [mp.Process(target=wait, args=(e, q, i)) for i in range(3)]
    for p in ps:
        p.start()
    print(e.is_set(), e.wait(0.01))
    e.set()
    print(sorted(q.get() for _ in ps))
    for p in ps:
        p.join()
    e.clear()
    print(e.is_set())
