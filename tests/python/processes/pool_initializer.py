"""Initializers, worker names, and maxtasksperchild."""

import multiprocessing
import os

state = None


def start(value):
    global state
    state = value


def use(x):
    return state + x


def who(_):
    return os.getpid()


if __name__ == "__main__":
    with multiprocessing.Pool(2, initializer=start, initargs=(100,)) as pool:
        print(pool.map(use, range(4)), state)
    with multiprocessing.Pool(1, maxtasksperchild=2) as pool:
        pids = pool.map(who, range(6), chunksize=1)
        print([pids.index(pid) for pid in pids])
