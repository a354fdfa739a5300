import multiprocessing as mp
import os
import time


if __name__ == "__main__":
    from queue import Empty, Full

    q = mp.Queue(maxsize=2)
    try:
        q.get(timeout=0.02)
    except Empty:
        print("empty")
    try:
        q.get_nowait()
    except Empty:
        print("empty")
    q.put(1)
    q.put(2)
    print(q.full(), q.qsize())
    try:
        q.put(3, timeout=0.02)
    except Full:
        print("full")
    try:
        q.put_nowait(3)
    except Full:
        print("full")
    print(q.get(), q.get(timeout=1))
    q.close()
    try:
        q.put(1)
    except ValueError as e:
        print("closed")
