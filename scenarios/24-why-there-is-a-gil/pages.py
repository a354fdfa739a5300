"""Readers go through the same twelve pages again and again.

    python3 pages.py        # two threads
    python3 pages.py 1      # one, the main thread
"""

import sys
import threading

ROUNDS = 600


class Page:
    def __init__(self, title, words):
        self.title = title
        self.words = words


def visit(page):
    return page.title


def reader():
    for _ in range(ROUNDS):
        for page in pages:
            visit(page)


pages = [Page(f"page {number}", [number] * 100) for number in range(12)]
count = int(sys.argv[1]) if len(sys.argv) > 1 else 2
if count == 1:
    reader()
else:
    readers = [
        threading.Thread(target=reader, name=f"reader-{number + 1}")
        for number in range(count)
    ]
    for thread in readers:
        thread.start()
    for thread in readers:
        thread.join()
print(f"{count * ROUNDS * len(pages)} visits")
