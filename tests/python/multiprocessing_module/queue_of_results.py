import multiprocessing as mp
import os
import time


def work(q, n):
    q.put((n, n ** 2))


if __name__ == "__main__":
    q = mp.Queue()
    ps = [mp.Process(target=work, args=(q, n)) for n in range(4)]
    for p in ps:
        p.start()
    print(sorted(q.get() for _ in ps))
    for p in ps:
        p.join()
    print([p.exitcode for p in ps], q.empty(), q.qsize())
