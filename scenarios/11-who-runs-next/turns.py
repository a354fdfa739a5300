"""Threads calculate, and note each turn: who runs after whom?

    python3 turns.py
    python3 turns.py AB     # two threads
"""

import sys
import threading
import time

names = sys.argv[1] if len(sys.argv) > 1 else "ABCD"
turns = []
done = False


def calculate(name):
    while not done:
        if not turns or turns[-1] != name:
            turns.append(name)


threads = [
    threading.Thread(target=calculate, args=(name,), name=name) for name in names
]
for thread in threads:
    thread.start()
time.sleep(0.4)
done = True
for thread in threads:
    thread.join()

print("".join(turns))
for name in names:
    print(name, turns.count(name), "turns")
n = len(names)
fair = sum(len(set(turns[i : i + n])) == n for i in range(len(turns) - n))
print("everyone once, then again:", fair, "of", len(turns) - n)
