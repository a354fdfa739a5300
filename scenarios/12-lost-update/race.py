"""Two threads count to 300,000 each, in one variable. What does it show at the end?

    python3 race.py call     # counter = add_one(counter)
    python3 race.py plus     # counter += 1
"""

import sys
import threading

ROUNDS = 300_000
counter = 0


def add_one(number):
    return number + 1


def count_by_call():
    global counter
    for _ in range(ROUNDS):
        counter = add_one(counter)


def count_by_plus():
    global counter
    for _ in range(ROUNDS):
        counter += 1


# Ten times as many switches as usual, so that the accident happens every time.
sys.setswitchinterval(0.0005)

count = count_by_plus if "plus" in sys.argv else count_by_call
threads = [threading.Thread(target=count, name=f"counter-{n}") for n in (1, 2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("expected", 2 * ROUNDS, "got", counter)
