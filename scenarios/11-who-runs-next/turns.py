"""Threads calculate, and note each turn: who runs after whom?

    python3 turns.py
    python3 turns.py AB     # two threads
"""

import sys
import threading
import time

names = sys.argv[1] if len(sys.argv) > 1 else "ABCD"
turns = []


def calculate(name):
    while time.perf_counter() < until:
        if not turns or turns[-1] != name:
            turns.append(name)


until = time.perf_counter() + 0.4
threads = [
    threading.Thread(target=calculate, args=(name,), name=name) for name in names
]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()

print("".join(turns))
for name in names:
    print(name, turns.count(name), "turns")
n = len(names)
fair = sum(len(set(turns[i : i + n])) == n for i in range(len(turns) - n))
print("everyone once, then again:", fair, "of", len(turns) - n)
