import multiprocessing as mp
import os
import time


def child(w):
    w.send({"k": 1})
    w.send_bytes(b"raw")
    w.close()


if __name__ == "__main__":
    r, w = mp.Pipe(duplex=False)
    p = mp.Process(target=child, args=(w,))
    p.start()
    w.close()
    print(r.recv(), r.recv_bytes())
    try:
        r.recv()
    except EOFError:
        print("end")
    p.join()
    try:
        r.send(1)
    except OSError as e:
        print(e)
    r.close()
    try:
        r.recv()
    except OSError as e:
        print(e)
