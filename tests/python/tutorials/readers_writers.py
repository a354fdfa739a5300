import threading
import time


class ReadWriteLock:
    def __init__(self):
        self._ready = threading.Condition(threading.Lock())
        self._readers = 0

    def acquire_read(self):
        with self._ready:
            self._readers += 1

    def release_read(self):
        with self._ready:
            self._readers -= 1
            if not self._readers:
                self._ready.notify_all()

    def acquire_write(self):
        self._ready.acquire()
        while self._readers > 0:
            self._ready.wait()

    def release_write(self):
        self._ready.release()


lock = ReadWriteLock()
value = 0
seen = []


def reader(n):
    time.sleep(0.05 + n * 0.1)
    lock.acquire_read()
    seen.append((n, value))
    lock.release_read()


def writer():
    global value
    for i in range(3):
        time.sleep(0.1)
        lock.acquire_write()
        value += 10
        lock.release_write()


threads = [threading.Thread(target=reader, args=(n,)) for n in range(4)] + [threading.Thread(target=writer)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(seen, value)
