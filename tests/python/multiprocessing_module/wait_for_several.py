import multiprocessing as mp
import os
import time


def child(w, n):
    for i in range(3):
        w.send((n, i))
    w.close()


if __name__ == "__main__":
    from multiprocessing.connection import wait

    readers = []
    for n in range(3):
        r, w = mp.Pipe(duplex=False)
        readers.append(r)
        p = mp.Process(target=child, args=(w, n))
        p.start()
        w.close()
    got = []
    while readers:
        for r in wait(readers):
            try:
                got.append(r.recv())
            except EOFError:
                readers.remove(r)
    print(sorted(got))
