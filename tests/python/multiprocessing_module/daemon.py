import multiprocessing as mp
import os
import time


def child(q):
    try:
        mp.Process(target=print).start()
    except AssertionError as e:
        q.put(str(e))


if __name__ == "__main__":
    p = mp.Process(target=time.sleep, args=(60,), daemon=True)
    print(p.daemon)
    p.start()
    q = mp.Queue()
    c = mp.Process(target=child, args=(q,), daemon=True)
    c.start()
    print(q.get())
    c.join()
    print("the end")
