"""Full, Empty, timeouts, and a closed queue."""

import multiprocessing
import queue
import time

if __name__ == "__main__":
    q = multiprocessing.Queue(2)
    q.put(1)
    q.put(2)
    try:
        q.put(3, timeout=0.02)
    except queue.Full as error:
        print("Full", repr(error))
    try:
        q.put_nowait(3)
    except queue.Full:
        print("Full")
    print(q.full(), q.qsize())
    print(q.get(), q.get())
    try:
        q.get(timeout=0.02)
    except queue.Empty as error:
        print("Empty", repr(error))
    time.sleep(0.02)
    print(q.empty())
    q.close()
    try:
        q.put(1)
    except ValueError as error:
        print(str(error).split()[0], str(error).endswith("is closed"))
    try:
        q.get()
    except ValueError as error:
        print(str(error).split()[0], str(error).endswith("is closed"))
    q.join_thread()
