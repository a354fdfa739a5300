import multiprocessing as mp
import os
import time


def meet(b, q, i):
    q.put(("before", i))
    time.sleep(0.05)
    b.wait()
    q.put(("after", i))


if __name__ == "__main__":
    b = mp.Barrier(3)
    q = mp.Queue()
    ps = [mp.Process(target=meet, args=(b, q, i)) for i in range(3)]
    for p in ps:
        p.start()
    seen = [q.get() for _ in range(6)]
    for p in ps:
        p.join()
    print([kind for kind, _ in seen])
    print(b.parties, b.n_waiting, b.broken)
