"""acquire and release in every form, by any thread."""

import threading
import time

lock = threading.Lock()
print(lock.locked(), lock.acquire(), lock.locked(), lock.acquire(blocking=False), lock.acquire(False))
start = time.monotonic()
print(lock.acquire(timeout=0.05), time.monotonic() - start >= 0.05)
lock.release()
print(lock.locked())
with lock as got:
    print(got, lock.locked())
try:
    with lock:
        raise ValueError("inside")
except ValueError as error:
    print(error, lock.locked())
lock.acquire()
t = threading.Thread(target=lock.release)
t.start()
t.join()
print("released by another thread:", lock.locked())
log = []


def worker(name, delay):
    time.sleep(delay)
    with lock:
        log.append(name)


lock.acquire()
threads = [threading.Thread(target=worker, args=(f"w{i}", i * 0.03)) for i in range(3)]
for t in threads:
    t.start()
time.sleep(0.12)
log.append("main releases")
lock.release()
for t in threads:
    t.join()
print(log[0], sorted(log[1:]))
print(str(lock).startswith("<unlocked _thread.lock object at "), type(lock).__name__, isinstance(lock, threading.Lock))
