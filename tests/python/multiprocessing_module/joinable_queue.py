import multiprocessing as mp
import os
import time


def consume(q, out):
    while True:
        n = q.get()
        out.put(n * 10)
        q.task_done()


if __name__ == "__main__":
    q = mp.JoinableQueue()
    out = mp.Queue()
    ps = [mp.Process(target=consume, args=(q, out), daemon=True) for _ in range(2)]
    for p in ps:
        p.start()
    for n in range(8):
        q.put(n)
    q.join()
    print(sorted(out.get() for _ in range(8)))
    try:
        q.task_done()
    except ValueError as e:
        print(e)
