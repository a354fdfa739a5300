"""A semaphore lets in so many and no more."""

import threading
import time

semaphore = threading.Semaphore(2)
lock = threading.Lock()
inside = most = 0


def visit():
    global inside, most
    with semaphore:
        with lock:
            inside += 1
            most = max(most, inside)
        time.sleep(0.02)
        with lock:
            inside -= 1


threads = [threading.Thread(target=visit) for _ in range(6)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("inside", inside, "at most", most)
print(semaphore.acquire(), semaphore.acquire(), semaphore.acquire(blocking=False), semaphore.acquire(timeout=0.02))
semaphore.release(2)
print([semaphore.acquire(False) for _ in range(3)])
zero = threading.Semaphore(0)
log = []


def waiter():
    zero.acquire()
    log.append("passed")


t = threading.Thread(target=waiter)
t.start()
log.append("about to release")
zero.release()
t.join()
print(log)
