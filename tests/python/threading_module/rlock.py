"""An RLock can be taken again by its owner and by nobody else."""

import threading

lock = threading.RLock()


def recursive(n):
    with lock:
        return 0 if n == 0 else n + recursive(n - 1)


print(recursive(10))
lock.acquire()
lock.acquire()
lock.release()


def try_it(results):
    results.append(lock.acquire(blocking=False))
    try:
        lock.release()
    except RuntimeError as error:
        results.append(str(error))


results = []
t = threading.Thread(target=try_it, args=(results,))
t.start()
t.join()
print(results)
lock.release()
results = []


def other():
    with lock:
        results.append("other thread has it")


t = threading.Thread(target=other)
t.start()
t.join()
print(results)


class Inventory:
    def __init__(self):
        self._lock = threading.RLock()
        self.items = {}

    def add(self, name, n):
        with self._lock:
            self.items[name] = self.items.get(name, 0) + n

    def move(self, a, b, n):
        with self._lock:
            self.add(a, -n)
            self.add(b, n)


inventory = Inventory()
inventory.add("shelf", 100)
threads = [threading.Thread(target=lambda: [inventory.move("shelf", "cart", 1) for _ in range(10)]) for _ in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(inventory.items)
