"""How long does a thread that wakes up wait for the GIL, and beside whom?

    python3 wait.py loop       # beside a loop in Python
    python3 wait.py c          # beside calls into C of 12 ms and more that keep the GIL
    python3 wait.py three      # beside three loops in Python
    python3 wait.py polite     # beside a thread that sleeps a little after every millisecond
"""

import sys
import threading
import time

ROUNDS = 40
NUMBERS = list(range(1_000_000))


def loop():
    n = 0
    while not done:
        n += 1


def c():
    while not done:
        NUMBERS.count(-1)


def polite():
    while not done:
        end = time.perf_counter() + 0.001
        while time.perf_counter() < end:
            pass
        time.sleep(0.0005)


def ask():
    for number in range(ROUNDS):
        # Not always at the same moment of the others' work.
        time.sleep(0.001 + number % 7 * 0.0003)


kind = sys.argv[1] if len(sys.argv) > 1 else "loop"
beside = {"loop": [loop], "c": [c], "three": [loop] * 3, "polite": [polite]}[kind]
done = False
threads = [threading.Thread(target=work, name=f"{kind}-{n + 1}") for n, work in enumerate(beside)]
asker = threading.Thread(target=ask, name="asker")
for thread in threads:
    thread.start()
start = time.perf_counter()
asker.start()
asker.join()
took = time.perf_counter() - start
done = True
for thread in threads:
    thread.join()
asleep = sum(0.001 + number % 7 * 0.0003 for number in range(ROUNDS))
print(f"beside {kind}: {(took - asleep) / ROUNDS * 1000:.1f} ms per wake-up")
