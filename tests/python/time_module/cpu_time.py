"""process_time and thread_time count work, not sleep."""

import threading
import time

p, t = time.process_time(), time.thread_time()
time.sleep(0.1)
print(time.process_time() - p < 0.05, time.thread_time() - t < 0.05)
start = time.process_time()
total = 0
for i in range(20000):
    total += i
print(time.process_time() > start, total)
spent = {}


def busy():
    before = time.thread_time()
    sum(i for i in range(20000))
    spent["worker"] = time.thread_time() - before


worker = threading.Thread(target=busy)
before = time.thread_time()
worker.start()
worker.join()
print(spent["worker"] > 0, type(time.process_time_ns()).__name__, time.thread_time_ns() > 0)
