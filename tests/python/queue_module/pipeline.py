"""Three stages joined by queues; a sentinel walks through all of them."""

import queue
import threading

STOP = object()


def stage(function, source, target):
    while (item := source.get()) is not STOP:
        target.put(function(item))
    target.put(STOP)


a, b, c = queue.Queue(), queue.Queue(2), queue.Queue()
threads = [
    threading.Thread(target=stage, args=(lambda x: x + 1, a, b)),
    threading.Thread(target=stage, args=(lambda x: x * x, b, c)),
]
for t in threads:
    t.start()
for i in range(6):
    a.put(i)
a.put(STOP)
results = []
while (item := c.get()) is not STOP:
    results.append(item)
for t in threads:
    t.join()
print(results)
