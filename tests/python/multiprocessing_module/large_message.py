import multiprocessing as mp
import os
import time


def child(conn):
    conn.send(list(range(100_000)))
    print(conn.recv())


if __name__ == "__main__":
    a, b = mp.Pipe()
    p = mp.Process(target=child, args=(b,))
    p.start()
    data = a.recv()
    print(len(data), data[:3], data[-3:])
    a.send(len(data))
    p.join()
    print(p.exitcode)
