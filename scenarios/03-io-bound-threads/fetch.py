"""Fetch eight pages from a slow server, with one thread or with several.

    gilsim shim .        # once: writes gilsim.py, so that real Python knows io()
    python3 fetch.py 8
"""

import sys
import threading
import time

from gilsim import io

PAGES = 8


def fetch(page):
    io("server", 20_000)
    words = 0
    for _ in range(10_000):
        words += 1
    return words


def fetch_all(pages):
    for page in pages:
        fetch(page)


workers = int(sys.argv[1]) if len(sys.argv) > 1 else 8
threads = []
for number in range(workers):
    pages = range(number, PAGES, workers)
    threads.append(
        threading.Thread(target=fetch_all, args=(pages,), name=f"fetcher-{number + 1}")
    )

start = time.perf_counter()
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(f"{workers} threads: {(time.perf_counter() - start) * 1000:.1f} ms")
