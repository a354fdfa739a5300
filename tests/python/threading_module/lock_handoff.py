"""A thread that waits for a lock gets it when the holder is done; timeouts give up."""

import threading
import time

lock = threading.Lock()
events = []


def holder():
    with lock:
        events.append("holder has it")
        time.sleep(0.15)
        events.append("holder done")


def patient():
    time.sleep(0.05)
    with lock:
        events.append("patient got it")


def hasty():
    time.sleep(0.05)
    if lock.acquire(timeout=0.02):
        lock.release()
    else:
        events.append("hasty gave up")


threads = [threading.Thread(target=f) for f in (holder, patient, hasty)]
for t in threads:
    t.start()
for t in threads:
    t.join()
for event in events:
    print(event)
