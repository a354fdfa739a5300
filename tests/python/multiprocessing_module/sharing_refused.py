import multiprocessing as mp
import os
import time


if __name__ == "__main__":
    import pickle

    for make in (mp.Lock, mp.Queue, mp.Event):
        try:
            pickle.dumps(make())
        except RuntimeError as e:
            print(e)
