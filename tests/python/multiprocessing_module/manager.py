import multiprocessing as mp
import os
import time


def work(d, l, lock, i):
    with lock:
        d[i] = i * i
        l.append(100 + i)


if __name__ == "__main__":
    with mp.Manager() as manager:
        d, l, lock = manager.dict(), manager.list(range(3)), manager.Lock()
        ps = [mp.Process(target=work, args=(d, l, lock, i)) for i in range(3)]
        for p in ps:
            p.start()
        for p in ps:
            p.join()
        print(sorted(d.items()), sorted(l), len(l))
        ns = manager.Namespace()
        ns.x = 10
        ns.x += 1
        print(ns.x, d[1], 7 in d)
        try:
            d["none"]
        except KeyError as e:
            print("KeyError", e)
