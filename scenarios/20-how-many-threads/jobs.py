"""Do sixty jobs with as many threads as you like.

    gilsim shim .               # once: writes gilsim.py, so that real Python knows io()
    python3 jobs.py mixed 4     # cpu, mixed or io; the number of threads
"""

import sys
import threading
import time

from gilsim import io

# What a job needs: an answer of the server or none, and so many turns of a loop.
JOBS = {
    "cpu": (False, 20_000),
    "mixed": (True, 20_000),
    "io": (True, 400),
}

kind = sys.argv[1] if len(sys.argv) > 1 else "mixed"
asks, turns = JOBS[kind]
todo = list(range(60))
todo_lock = threading.Lock()


def take():
    with todo_lock:
        return todo.pop() if todo else None


def work():
    while take() is not None:
        if asks:
            io("server", 2_000)
        for _ in range(turns):
            pass


if len(sys.argv) > 2:
    threads = [threading.Thread(target=work) for _ in range(int(sys.argv[2]))]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"{len(threads)} threads: {(time.perf_counter() - start) * 1000:.1f} ms")
