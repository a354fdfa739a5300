import multiprocessing as mp
import os
import time


value = 1


def show():
    print(value, flush=True)


if __name__ == "__main__":
    value = 2
    p = mp.get_context("spawn").Process(target=show)
    p.start()
    p.join()
    p = mp.get_context("fork").Process(target=show)
    p.start()
    p.join()
