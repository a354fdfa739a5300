import multiprocessing as mp
import os
import time


def child(conn):
    time.sleep(0.1)
    conn.send("late")


if __name__ == "__main__":
    a, b = mp.Pipe()
    print(a.poll(), a.poll(0.05))
    p = mp.Process(target=child, args=(b,))
    p.start()
    print(a.poll(5))
    print(a.recv())
    p.join()
