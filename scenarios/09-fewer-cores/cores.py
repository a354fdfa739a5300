"""The same work on one core and on several.

    python2.7 cores.py count                  # two threads count down
    taskset -c 0 python2.7 cores.py count     # on one core
    python3 cores.py convoy                   # a sleep of 1 ms beside a thread that calculates
    python3 cores.py hashes                   # two threads hash: a call that gives the GIL up
"""

from __future__ import print_function

import hashlib
import sys
import threading
import time


def count():
    def count_down(n):
        while n > 0:
            n -= 1

    return [threading.Thread(target=count_down, args=(500000,), name="counter-%d" % n) for n in (1, 2)]


def hashes():
    data = b"x" * 4000000

    def digest():
        for _ in range(5):
            hashlib.sha256(data).digest()

    return [threading.Thread(target=digest, name="hasher-%d" % n) for n in (1, 2)]


def convoy():
    ended = []

    def spin():
        while not ended:
            pass

    def serve():
        for _ in range(30):
            time.sleep(0.001)
        ended.append(True)

    return [threading.Thread(target=spin, name="cpu"), threading.Thread(target=serve, name="io")]


kind = sys.argv[1] if len(sys.argv) > 1 else "count"
threads = {"count": count, "convoy": convoy, "hashes": hashes}[kind]()
start = time.time()
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("%s: %.1f ms" % (kind, (time.time() - start) * 1000))
