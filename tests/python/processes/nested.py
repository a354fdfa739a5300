"""A child with a child of its own, and threads in each."""

import threading
from multiprocessing import Process, SimpleQueue


def inner(queue, depth):
    def note():
        queue.put(depth)

    thread = threading.Thread(target=note)
    thread.start()
    thread.join()
    if depth:
        process = Process(target=inner, args=(queue, depth - 1))
        process.start()
        process.join()


if __name__ == "__main__":
    queue = SimpleQueue()
    process = Process(target=inner, args=(queue, 3))
    process.start()
    process.join()
    print(process.exitcode, [queue.get() for _ in range(4)])
