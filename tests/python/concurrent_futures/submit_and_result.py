"""submit, result, done, names of the pool's threads."""

import threading
from concurrent.futures import ThreadPoolExecutor


def square(n):
    return n * n


with ThreadPoolExecutor(max_workers=3) as pool:
    futures = [pool.submit(square, n) for n in range(6)]
    print([f.result() for f in futures], all(f.done() for f in futures))
    print(pool.submit(pow, 2, 10).result(), pool.submit(int, "ff", base=16).result())
names = set()
barrier = threading.Barrier(2)


def name():
    barrier.wait()
    names.add(threading.current_thread().name)


with ThreadPoolExecutor(2) as pool:
    for f in [pool.submit(name), pool.submit(name)]:
        f.result()
print(sorted(names))
names.clear()
with ThreadPoolExecutor(2, thread_name_prefix="io") as pool:
    for f in [pool.submit(name), pool.submit(name)]:
        f.result()
print(sorted(names), threading.active_count())
try:
    pool.submit(square, 1)
except RuntimeError as error:
    print(error)
try:
    ThreadPoolExecutor(0)
except ValueError as error:
    print(error)
