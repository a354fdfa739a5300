import multiprocessing as mp
import os
import time


class Kept2:
    def __init__(self, n):
        self.n = n
        self.secret = print

    def __getstate__(self):
        return {"n": self.n * 2}


if __name__ == "__main__":
    import pickle
    import threading

    for value in (lambda: 1, threading.Lock(), (i for i in ())):
        try:
            pickle.dumps(value)
        except Exception as e:
            print(type(e).__name__, str(e).split(" at 0x")[0])


    def local():
        pass


    class Kept:
        pass


    k = pickle.loads(pickle.dumps({"k": [Kept2(1)]}))
    print(k["k"][0].n)
