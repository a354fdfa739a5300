"""The same job four times, by threads or by processes, and a global that each worker changes.

    python3 share.py threads
    python3 share.py processes
"""

import multiprocessing
import sys
import threading
import time

changed = 0


def job():
    global changed
    n = 0
    while n < 400_000:
        n += 1
    changed += 1


if __name__ == "__main__":
    start = multiprocessing.Process if "processes" in sys.argv else threading.Thread
    workers = [start(target=job, name=f"worker-{n}") for n in (1, 2, 3, 4)]
    begin = time.perf_counter()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    print(f"changed {changed} times, as far as the main program knows")
    print(f"{(time.perf_counter() - begin) * 1000:.1f} ms")
