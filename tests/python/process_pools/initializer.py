"""Initializers, and what happens when one fails."""

from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

base = 0


def start(value):
    global base
    base = value


def use(x):
    return base + x


if __name__ == "__main__":
    with ProcessPoolExecutor(2, initializer=start, initargs=(7,)) as pool:
        print(list(pool.map(use, range(4))), base)
