import multiprocessing as mp
import os
import time


counter = 0
items = [1]


def change():
    global counter
    counter += 100
    items.append(2)
    print("child", counter, items)


if __name__ == "__main__":
    p = mp.Process(target=change)
    p.start()
    p.join()
    print("parent", counter, items)
