"""An abstract worker that threads run."""

import threading
from abc import ABC, abstractmethod


class Worker(ABC, threading.Thread):
    def __init__(self, numbers):
        super().__init__()
        self.numbers = numbers
        self.results = []

    @abstractmethod
    def process(self, n):
        ...

    def run(self):
        for n in self.numbers:
            self.results.append(self.process(n))


class Squarer(Worker):
    def process(self, n):
        return n * n


class Shouter(Worker):
    def process(self, n):
        return f"{n}!"


workers = [Squarer([1, 2, 3]), Shouter("ab")]
for w in workers:
    w.start()
for w in workers:
    w.join()
print([w.results for w in workers])
try:
    Worker([])
except TypeError as error:
    print(error)
