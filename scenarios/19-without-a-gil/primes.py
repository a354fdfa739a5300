"""Count the primes below 40,000 in as many threads as there are cores.

    python3 primes.py
    python3 primes.py 1     # in one thread
"""

import os
import sys
import threading
import time

LIMIT = 40_000


def is_prime(n):
    divisor = 3
    while divisor * divisor <= n:
        if n % divisor == 0:
            return False
        divisor += 2
    return True


def count_primes(first, step):
    found = 0
    for n in range(first, LIMIT, step):
        if is_prime(n):
            found += 1
    results.append(found)


workers = int(sys.argv[1]) if len(sys.argv) > 1 else os.cpu_count()
results = []
threads = []
for number in range(workers):
    # Worker 0 of 2 takes 3, 7, 11 …, worker 1 takes 5, 9, 13 …
    args = (3 + 2 * number, 2 * workers)
    threads.append(
        threading.Thread(target=count_primes, args=args, name=f"worker-{number + 1}")
    )

start = time.perf_counter()
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
taken = time.perf_counter() - start
print(f"{1 + sum(results)} primes, {workers} threads: {taken * 1000:.1f} ms")
