"""A heartbeat every 10 ms, as a window needs to be redrawn, beside one long piece of work.

    python3 window.py python      # a loop in Python
    python3 window.py c           # one call of list.count, in C
    python3 window.py pieces      # the same in a hundred calls
    python3 window.py releasing   # a C call that gives the GIL up
"""

import hashlib
import sys
import threading
import time

how = sys.argv[1] if len(sys.argv) > 1 else "c"


def heartbeat():
    last = time.perf_counter()
    while not done:
        time.sleep(0.01)
        now = time.perf_counter()
        gaps.append(now - last)
        last = now


def python():
    found = 0
    for number in numbers:
        if number == 7:
            found += 1


def c():
    numbers.count(7)


def pieces():
    size = len(numbers) // 100
    for start in range(0, len(numbers), size):
        numbers[start : start + size].count(7)


def releasing():
    hashlib.sha256(data).digest()


if how == "releasing":
    data = b"x" * 50_000_000
elif how == "python":
    numbers = [1] * 3_000_000
else:
    numbers = [1] * 10_000_000
work = {"python": python, "c": c, "pieces": pieces, "releasing": releasing}[how]

done = False
gaps = []
window = threading.Thread(target=heartbeat, name="window")
window.start()
time.sleep(0.03)
work()
time.sleep(0.03)
done = True
window.join()
print(f"{len(gaps)} heartbeats, the longest gap {max(gaps) * 1000:.0f} ms")
