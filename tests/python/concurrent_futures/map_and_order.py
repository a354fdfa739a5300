"""map gives results in the order of the arguments."""

import time
from concurrent.futures import ThreadPoolExecutor


def slow_double(n):
    time.sleep((3 - n) * 0.02)
    return n * 2


with ThreadPoolExecutor(max_workers=4) as pool:
    print(list(pool.map(slow_double, range(4))))
    print(list(pool.map(lambda a, b: a + b, [1, 2, 3], [10, 20])))
    start = time.perf_counter()
    list(pool.map(time.sleep, [0.1] * 4))
    print(f"four sleeps of 0.1 s took about {time.perf_counter() - start:.1f} s")


def checked(n):
    if n == 2:
        raise ValueError(f"bad number {n}")
    return n


with ThreadPoolExecutor(2) as pool:
    results = pool.map(checked, range(4))
    try:
        for r in results:
            print(r)
    except ValueError as error:
        print(error)
