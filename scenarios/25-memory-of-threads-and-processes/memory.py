"""Two workers look at a large list and change a global: as threads, or as processes.

    python3 memory.py threads
    python3 memory.py fork
    python3 memory.py spawn
    python3 memory.py fork idle     (the workers do not look at the list)
"""

import multiprocessing
import sys
import threading
import time

changed = 0
data = list(range(1_000, 101_000)) if __name__ == "__main__" else []


def look(numbers):
    for number in numbers:
        pass


def work(numbers):
    global changed
    changed += 1
    look(numbers)
    time.sleep(0.01)


if __name__ == "__main__":
    how = sys.argv[1] if len(sys.argv) > 1 else "threads"
    numbers = [] if "idle" in sys.argv else data
    if how == "threads":
        start = threading.Thread
    else:
        start = multiprocessing.get_context(how).Process
    workers = [start(target=work, args=(numbers,), name=f"worker-{n}") for n in (1, 2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    print(f"changed {changed} times, as far as the main program knows")
