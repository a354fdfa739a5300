"""A crash ends one process with all its threads and no other."""

import multiprocessing
import os
import threading
import time


def with_threads():
    for _ in range(3):
        threading.Thread(target=time.sleep, args=(30,)).start()
    os.abort()


def fine(queue):
    queue.put("fine")


if __name__ == "__main__":
    queue = multiprocessing.SimpleQueue()
    crash = multiprocessing.Process(target=with_threads)
    good = multiprocessing.Process(target=fine, args=(queue,))
    crash.start()
    good.start()
    crash.join()
    good.join()
    print(crash.exitcode, good.exitcode, queue.get())
