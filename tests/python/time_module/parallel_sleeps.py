"""Sleeping threads sleep at the same time."""

import threading
import time


def nap(seconds):
    time.sleep(seconds)


start = time.perf_counter()
for _ in range(2):
    nap(0.1)
sequential = time.perf_counter() - start
start = time.perf_counter()
threads = [threading.Thread(target=nap, args=(0.1,)) for _ in range(5)]
for t in threads:
    t.start()
for t in threads:
    t.join()
parallel = time.perf_counter() - start
print(f"sequential about {sequential:.1f} s, parallel about {parallel:.1f} s")
order = []


def sleep_sort(n):
    time.sleep(n / 50)
    order.append(n)


threads = [threading.Thread(target=sleep_sort, args=(n,)) for n in (3, 1, 4, 2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(order)
