"""Daemonic children are terminated at the end and may not have children."""

import multiprocessing
import time


def forever():
    while True:
        time.sleep(1)


def parent_of_one(queue):
    try:
        multiprocessing.Process(target=forever).start()
    except AssertionError as error:
        queue.put(str(error))


if __name__ == "__main__":
    queue = multiprocessing.SimpleQueue()
    process = multiprocessing.Process(target=parent_of_one, args=(queue,), daemon=True)
    process.start()
    print(queue.get())
    process.join()
    multiprocessing.Process(target=forever, daemon=True).start()
    print(len(multiprocessing.active_children()))
