import multiprocessing as mp
import os
import time


import threading


def child():
    ts = [threading.Thread(target=print, args=("t", i)) for i in range(2)]
    for t in ts:
        t.start()
        t.join()
    print(threading.active_count(), threading.current_thread().name, threading.current_thread() is threading.main_thread())


if __name__ == "__main__":
    p = mp.Process(target=child)
    p.start()
    p.join()
    print(threading.active_count(), p.exitcode)
