"""One producer, one consumer, a sentinel at the end."""

import queue
import threading

q = queue.Queue()
received = []


def producer():
    for i in range(5):
        q.put(i)
    q.put(None)


def consumer():
    while True:
        item = q.get()
        if item is None:
            break
        received.append(item * 10)


threads = [threading.Thread(target=producer), threading.Thread(target=consumer)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(received, q.empty(), q.qsize())
