import multiprocessing as mp
import os
import time


if __name__ == "__main__":
    q = mp.SimpleQueue()
    print(q.empty())
    p = mp.Process(target=q.put, args=("x",))
    p.start()
    print(q.get())
    p.join()
    q.close()
