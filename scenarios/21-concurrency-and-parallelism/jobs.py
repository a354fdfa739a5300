"""Four threads, each with the same job: in Python, or in C.

    python3 jobs.py python
    python3 jobs.py c
    taskset -c 0 python3 jobs.py c     # Linux: on one core
"""

import hashlib
import sys
import threading
import time

DATA = b"x" * 1_000_000


def python_job():
    n = 0
    while n < 400_000:
        n += 1


def c_job():
    for _ in range(10):
        hashlib.sha256(DATA).digest()


job = c_job if "c" in sys.argv else python_job
threads = [threading.Thread(target=job, name=f"worker-{n}") for n in (1, 2, 3, 4)]

start = time.perf_counter()
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(f"{job.__name__}: {(time.perf_counter() - start) * 1000:.1f} ms")
