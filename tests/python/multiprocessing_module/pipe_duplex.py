import multiprocessing as mp
import os
import time


def child(conn):
    while True:
        message = conn.recv()
        if message == "stop":
            conn.send("stopped")
            conn.close()
            return
        conn.send(sum(message))


if __name__ == "__main__":
    a, b = mp.Pipe()
    p = mp.Process(target=child, args=(b,))
    p.start()
    a.send([1, 2, 3])
    print(a.recv())
    a.send("stop")
    print(a.recv())
    p.join()
    print(a.closed)
    a.close()
    print(a.closed)
