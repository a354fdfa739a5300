"""Four threads do the same thing at once, without a lock. Is the result what it should be?

    python3.9 atomic.py
    python3.13 atomic.py
"""

import sys
import threading

THREADS = 4
ROUNDS = 100_000


def number():
    return 1


def append(n):
    for i in range(ROUNDS):
        items.append(i)


def store(n):
    for i in range(ROUNDS):
        table[n, i] = i


def setdefault(n):
    for i in range(ROUNDS):
        items.append(table.setdefault(i, n) == n)


def plus(n):
    for i in range(ROUNDS):
        table["sum"] += 1


def plus_call(n):
    for i in range(ROUNDS):
        table["sum"] += number()


def check_then_store(n):
    for i in range(ROUNDS):
        if i not in table:
            table[i] = number()
            items.append(True)


def with_lock(n):
    for i in range(ROUNDS):
        with lock:
            table["sum"] += number()


# What is done, by whom, and how often something has happened afterwards.
KINDS = [
    ("items.append(x)", append, lambda: len(items), THREADS * ROUNDS),
    ("d[k] = x", store, lambda: len(table) - 1, THREADS * ROUNDS),
    ("d.setdefault(k, x)", setdefault, lambda: items.count(True), ROUNDS),
    ("d[k] += 1", plus, lambda: table["sum"], THREADS * ROUNDS),
    ("d[k] += f()", plus_call, lambda: table["sum"], THREADS * ROUNDS),
    ("if k not in d: d[k] = f()", check_then_store, lambda: len(items), ROUNDS),
    ("with lock: d[k] += f()", with_lock, lambda: table["sum"], THREADS * ROUNDS),
]


def together(work, n):
    start.wait()
    work(n)


# Switch as often as possible, so that what can happen does happen.
sys.setswitchinterval(0.00001)
lock = threading.Lock()

for name, work, count, right in KINDS:
    items = []
    table = {"sum": 0}
    start = threading.Event()
    threads = [threading.Thread(target=together, args=(work, n)) for n in range(THREADS)]
    for thread in threads:
        thread.start()
    start.set()
    for thread in threads:
        thread.join()
    print(f"{name:<26} {'right' if count() == right else 'wrong'}")
