import multiprocessing as mp
import os
import time


if __name__ == "__main__":
    s = mp.Semaphore(2)
    print(s.acquire(), s.acquire(), s.acquire(block=False), s.acquire(timeout=0.02))
    s.release()
    print(s.get_value())
    b = mp.BoundedSemaphore(1)
    try:
        b.release()
    except ValueError as e:
        print(e)
    l = mp.Lock()
    try:
        l.release()
    except ValueError as e:
        print(e)
    r = mp.RLock()
    print(r.acquire(), r.acquire())
    r.release()
    r.release()
    try:
        r.release()
    except AssertionError as e:
        print(e)
    print(l, r, s)
