"""Bounded queues: Full, Empty, timeouts, nowait, and a blocked put."""

import queue
import threading
import time

q = queue.Queue(maxsize=2)
q.put("a")
q.put("b")
print(q.full(), q.qsize(), q.maxsize)
for attempt in (lambda: q.put("c", block=False), lambda: q.put_nowait("c"), lambda: q.put("c", timeout=0.02)):
    try:
        attempt()
    except queue.Full as error:
        print("Full", repr(error))
print(q.get(), q.get_nowait(), q.empty())
for attempt in (lambda: q.get(False), lambda: q.get_nowait(), lambda: q.get(timeout=0.02)):
    try:
        attempt()
    except queue.Empty as error:
        print("Empty", repr(error))
for attempt in (lambda: q.get(timeout=-1), lambda: q.put(1, timeout=-1)):
    try:
        attempt()
    except ValueError as error:
        print(error)
small = queue.Queue(1)
log = []


def producer():
    for i in range(3):
        small.put(i)
        log.append(f"put {i}")


t = threading.Thread(target=producer)
t.start()
time.sleep(0.05)
print(log)
print([small.get() for _ in range(3)])
t.join()
print(log)
