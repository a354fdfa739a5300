# Interpreters compute at the same time where threads take turns.
from concurrent.futures import InterpreterPoolExecutor, ThreadPoolExecutor
import sys
import time


def spin(n):
    while n:
        n -= 1


def seconds(pool):
    with pool:
        list(pool.map(spin, [1, 1]))
        before = time.perf_counter()
        list(pool.map(spin, [100_000, 100_000]))
        return time.perf_counter() - before


if __name__ == "__main__":
    threads, interpreters = seconds(ThreadPoolExecutor(2)), seconds(InterpreterPoolExecutor(2))
    faster = 2 if sys._is_gil_enabled() else 1
    print(0.8 * faster < threads / interpreters < 1.2 * faster)
