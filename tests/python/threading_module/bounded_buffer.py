"""Producers and consumers over a bounded buffer with two conditions on one lock."""

import threading
from collections import deque


class BoundedBuffer:
    def __init__(self, size):
        self.items = deque()
        self.size = size
        self.lock = threading.Lock()
        self.not_empty = threading.Condition(self.lock)
        self.not_full = threading.Condition(self.lock)
        self.largest = 0

    def put(self, item):
        with self.not_full:
            while len(self.items) >= self.size:
                self.not_full.wait()
            self.items.append(item)
            self.largest = max(self.largest, len(self.items))
            self.not_empty.notify()

    def get(self):
        with self.not_empty:
            while not self.items:
                self.not_empty.wait()
            item = self.items.popleft()
            self.not_full.notify()
            return item


buffer = BoundedBuffer(3)
received = []


def producer(start):
    for i in range(start, start + 10):
        buffer.put(i)


def consumer(n):
    for _ in range(n):
        received.append(buffer.get())


threads = [threading.Thread(target=producer, args=(k * 100,)) for k in range(2)]
threads += [threading.Thread(target=consumer, args=(10,)) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(received), 1 <= buffer.largest <= 3, len(buffer.items))
