import multiprocessing as mp
import os
import time


import threading


def child():
    print(threading.active_count(), threading.current_thread() is threading.main_thread(), flush=True)


def start():
    p = mp.get_context("fork").Process(target=child)
    p.start()
    p.join()
    print(p.exitcode)


if __name__ == "__main__":
    t = threading.Thread(target=start)
    t.start()
    t.join()
