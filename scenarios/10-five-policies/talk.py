"""A thread that does I/O beside one that calculates; each has a fixed amount to do.

    python3 talk.py
"""

import threading
import time


def calculate():
    n = 0
    while n < 1500000:
        n += 1


def talk():
    for _ in range(40):
        time.sleep(0.001)  # waits for an answer
        sum(range(500))  # and looks at it


threads = [
    threading.Thread(target=calculate, name="cpu"),
    threading.Thread(target=talk, name="io"),
]
start = time.time()
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("%.1f ms" % ((time.time() - start) * 1000))
