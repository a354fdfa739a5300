"""Thread-local running totals that are merged under a lock."""

import threading

local = threading.local()
lock = threading.Lock()
grand_total = 0
parts = []


def add(n):
    local.total = getattr(local, "total", 0) + n


def worker(numbers):
    global grand_total
    for n in numbers:
        add(n)
    with lock:
        grand_total += local.total
        parts.append(local.total)


threads = [threading.Thread(target=worker, args=(range(k, 1000, 4),)) for k in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(grand_total, sorted(parts), sum(range(1000)), hasattr(local, "total"))
