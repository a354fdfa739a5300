import multiprocessing as mp
import os
import time


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __repr__(self):
        return f"Point({self.x}, {self.y})"


def work(q):
    shared = [1, 2]
    for item in (1, -5, 2 ** 80, 1.5, "text", b"bytes", True, (1, 2), [shared, shared], {"a": {1}}, Point(3, 4), frozenset([7]), range(5), ValueError("no"), work.__name__):
        q.put(item)
    q.put(None)


if __name__ == "__main__":
    q = mp.Queue()
    p = mp.Process(target=work, args=(q,))
    p.start()
    while (item := q.get()) is not None:
        print(item)
    p.join()
