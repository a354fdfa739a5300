"""Two healthy workers and one that crashes in C, as threads or as processes.

    python3 crash.py threads
    python3 crash.py processes
"""

import multiprocessing
import os
import sys
import threading
import time


def healthy():
    time.sleep(0.02)
    print("a healthy worker is done", flush=True)


def crashes():
    time.sleep(0.01)
    os.abort()


if __name__ == "__main__":
    start = multiprocessing.Process if "processes" in sys.argv else threading.Thread
    workers = [start(target=job) for job in (healthy, crashes, healthy)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    print("the main program is done")
    print([getattr(worker, "exitcode", None) for worker in workers])
