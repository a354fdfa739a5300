"""A BoundedSemaphore complains about one release too many."""

import threading

pool = threading.BoundedSemaphore(value=3)
for _ in range(3):
    pool.acquire()
print(pool.acquire(blocking=False))
pool.release()
pool.release(2)
try:
    pool.release()
except ValueError as error:
    print(error)
with pool:
    print("inside")
try:
    with pool:
        pool.release()
        print("too early")
except ValueError as error:
    print("leaving:", error)


class ConnectionPool:
    def __init__(self, size):
        self.semaphore = threading.BoundedSemaphore(size)
        self.free = [f"c{i}" for i in range(size)]
        self.lock = threading.Lock()

    def __enter__(self):
        self.semaphore.acquire()
        with self.lock:
            return self.free.pop()

    def put(self, connection):
        with self.lock:
            self.free.append(connection)
        self.semaphore.release()

    def __exit__(self, *args):
        pass


connections = ConnectionPool(2)
used = []


def query(n):
    with connections as c:
        used.append(c in ("c0", "c1"))
        connections.put(c)


threads = [threading.Thread(target=query, args=(n,)) for n in range(8)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(len(used), all(used), sorted(connections.free))
