"""A readers-writer lock built from a condition."""

import threading


class ReadWriteLock:
    def __init__(self):
        self._condition = threading.Condition()
        self._readers = 0
        self._writing = False

    def acquire_read(self):
        with self._condition:
            self._condition.wait_for(lambda: not self._writing)
            self._readers += 1

    def release_read(self):
        with self._condition:
            self._readers -= 1
            if self._readers == 0:
                self._condition.notify_all()

    def acquire_write(self):
        with self._condition:
            self._condition.wait_for(lambda: not self._writing and self._readers == 0)
            self._writing = True

    def release_write(self):
        with self._condition:
            self._writing = False
            self._condition.notify_all()


lock = ReadWriteLock()
data = {"a": 0, "b": 0}
torn = []


def writer():
    for i in range(1, 21):
        lock.acquire_write()
        data["a"] = i
        data["b"] = i
        lock.release_write()


def reader():
    for _ in range(20):
        lock.acquire_read()
        if data["a"] != data["b"]:
            torn.append(dict(data))
        lock.release_read()


threads = [threading.Thread(target=writer)] + [threading.Thread(target=reader) for _ in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(data, torn)
