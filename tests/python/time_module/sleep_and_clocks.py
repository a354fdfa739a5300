"""sleep, monotonic, perf_counter, time: clocks run forward together."""

import time

start = time.monotonic()
t0, p0 = time.time(), time.perf_counter()
print(time.sleep(0.1))
for name, elapsed in (("monotonic", time.monotonic() - start), ("time", time.time() - t0), ("perf_counter", time.perf_counter() - p0)):
    print(name, round(elapsed, 1), elapsed >= 0.0999)
print(type(time.time()).__name__, type(time.monotonic_ns()).__name__, type(time.perf_counter()).__name__, type(time.time_ns()).__name__)
a = time.monotonic_ns()
b = time.monotonic_ns()
print(b >= a, abs(time.monotonic() - time.monotonic_ns() / 1e9) < 1, time.perf_counter_ns() // 10 ** 9 - int(time.perf_counter()) in (-1, 0))
for bad in (lambda: time.sleep(-1), lambda: time.sleep("1"), lambda: time.sleep()):
    try:
        bad()
    except (ValueError, TypeError) as error:
        print(error)
time.sleep(0)
