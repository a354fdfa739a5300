"""The same as race.py, with a lock around reading and writing."""

import sys
import threading

ROUNDS = 300_000
counter = 0
lock = threading.Lock()


def add_one(number):
    return number + 1


def count():
    global counter
    for _ in range(ROUNDS):
        with lock:
            counter = add_one(counter)


sys.setswitchinterval(0.0005)

threads = [threading.Thread(target=count, name=f"counter-{n}") for n in (1, 2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("expected", 2 * ROUNDS, "got", counter)
