"""Two executors, two kinds of work.

    gilsim shim .                      # once: writes gilsim.py, so that real Python knows io()
    python3 executors.py io thread     # io or cpu; thread or process
"""

import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

from gilsim import io

JOBS = 8
WORKERS = 4


def ask(number):
    io("server", 1_000)
    return number


def calculate(number):
    total = 0
    for i in range(300_000):
        total += i
    return total


def main(work, executor):
    with executor(max_workers=WORKERS) as pool:
        return list(pool.map(work, range(JOBS)))


if __name__ == "__main__":
    work = {"io": ask, "cpu": calculate}[sys.argv[1]]
    executor = {"thread": ThreadPoolExecutor, "process": ProcessPoolExecutor}[sys.argv[2]]
    start = time.perf_counter()
    main(work, executor)
    print(f"{sys.argv[1]}, {sys.argv[2]}: {(time.perf_counter() - start) * 1000:.1f} ms")
