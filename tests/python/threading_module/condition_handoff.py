"""Condition: a consumer waits until the producer notifies."""

import threading

condition = threading.Condition()
items = []
log = []


def consumer():
    for _ in range(3):
        with condition:
            while not items:
                condition.wait()
            log.append(f"consumed {items.pop(0)}")
            condition.notify()


def producer():
    for i in range(3):
        with condition:
            while items:
                condition.wait()
            items.append(i)
            log.append(f"produced {i}")
            condition.notify()


threads = [threading.Thread(target=consumer), threading.Thread(target=producer)]
for t in threads:
    t.start()
for t in threads:
    t.join()
for line in log:
    print(line)
