"""Count down from four million: alone, or shared among threads.

    python3 countdown.py 2
"""

import sys
import threading
import time

TOTAL = 4_000_000


def count_down(n):
    while n > 0:
        n -= 1


workers = int(sys.argv[1]) if len(sys.argv) > 1 else 2
threads = []
for number in range(1, workers + 1):
    threads.append(
        threading.Thread(
            target=count_down, args=(TOTAL // workers,), name=f"worker-{number}"
        )
    )

start = time.perf_counter()
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(f"{workers} threads: {(time.perf_counter() - start) * 1000:.1f} ms")
