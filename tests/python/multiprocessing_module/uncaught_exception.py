import multiprocessing as mp
import os
import time


def fail():
    raise ValueError("in the child")


if __name__ == "__main__":
    p = mp.Process(target=fail, name="worker")
    p.start()
    p.join()
    print(p.exitcode)
