"""Four threads calculate, and note each turn: who runs after whom?

    python3 turns.py
"""

import threading

ROUNDS = 600_000
NAMES = "ABCD"
turns = []


def calculate(name):
    for _ in range(ROUNDS):
        if not turns or turns[-1] != name:
            turns.append(name)


threads = [
    threading.Thread(target=calculate, args=(name,), name=name) for name in NAMES
]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()

print("".join(turns))
for name in NAMES:
    print(name, turns.count(name), "turns")
in_turn = sum(turns[i] == turns[i + 4] for i in range(len(turns) - 4))
print("same as four turns before:", in_turn, "of", len(turns) - 4)
