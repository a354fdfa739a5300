"""Count down from a million, twice or more: one after the other, or each in its own thread.

    python2.7 countdown.py sequence 2
    python2.7 countdown.py threads 2
"""

from __future__ import print_function

import sys
import threading
import time


def count_down(n):
    while n > 0:
        n -= 1


how = sys.argv[1] if len(sys.argv) > 1 else "threads"
jobs = int(sys.argv[2]) if len(sys.argv) > 2 else 2

start = time.time()
if how == "sequence":
    for _ in range(jobs):
        count_down(1000000)
else:
    threads = []
    for number in range(jobs):
        name = "worker-%d" % (number + 1)
        threads.append(threading.Thread(target=count_down, args=(1000000,), name=name))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
print("%d countdowns, %s: %.1f ms" % (jobs, how, (time.time() - start) * 1000))
