"""Two threads call C code, and a clock ticks beside them.

    python3 extension.py releases    # hashlib: gives the GIL up while it works
    python3 extension.py holds       # list.count: keeps it
"""

import hashlib
import sys
import threading
import time

DATA = b"x" * 8_000_000
NUMBERS = list(range(1_000_000))


def releases():
    for _ in range(10):
        hashlib.sha256(DATA).hexdigest()


def holds():
    for _ in range(10):
        NUMBERS.count(-1)


def tick():
    while not done:
        time.sleep(0.002)


work = holds if "holds" in sys.argv else releases
done = False
clock = threading.Thread(target=tick, name="clock")
workers = [threading.Thread(target=work, name=f"worker-{n}") for n in (1, 2)]

clock.start()
start = time.perf_counter()
for worker in workers:
    worker.start()
for worker in workers:
    worker.join()
print(f"{work.__name__}: {(time.perf_counter() - start) * 1000:.1f} ms")
done = True
clock.join()
