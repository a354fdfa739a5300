import multiprocessing as mp
import os
import time


import threading

codes = []


def start(i):
    p = mp.Process(target=os._exit, args=(i,))
    p.start()
    p.join()
    codes.append(p.exitcode)


if __name__ == "__main__":
    ts = [threading.Thread(target=start, args=(i,)) for i in range(3)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    print(sorted(codes))
