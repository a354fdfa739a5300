"""A thread that sleeps for a millisecond, thirty times, beside busy ones.

    python3 convoy.py 0     # alone
    python3 convoy.py 1     # beside one thread that calculates
"""

import sys
import threading
import time

ROUNDS = 30


def spin():
    n = 0
    while not done:
        n += 1


def serve():
    for _ in range(ROUNDS):
        start = time.perf_counter()
        time.sleep(0.001)
        times.append(time.perf_counter() - start)


busy = int(sys.argv[1]) if len(sys.argv) > 1 else 1
done = False
times = []
spinners = [threading.Thread(target=spin, name=f"cpu-{n + 1}") for n in range(busy)]
server = threading.Thread(target=serve, name="io")

for spinner in spinners:
    spinner.start()
server.start()
server.join()
done = True
for spinner in spinners:
    spinner.join()
times.sort()
print(f"a sleep of 1 ms took {times[ROUNDS // 2] * 1000:.1f} ms")
