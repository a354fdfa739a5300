import multiprocessing as mp
import os
import time
from concurrent.futures import ProcessPoolExecutor, as_completed, wait


word = None


def init(value):
    global word
    word = value


def get(_):
    return word


if __name__ == "__main__":
    with ProcessPoolExecutor(2, initializer=init, initargs=("x",)) as ex:
        print(set(ex.map(get, range(4))))
