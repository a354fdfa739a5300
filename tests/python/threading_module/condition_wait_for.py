"""wait_for, timeouts, and notify_all with several waiters."""

import threading
import time

condition = threading.Condition()
state = {"stage": 0}
results = []


def wait_stage(n):
    with condition:
        ok = condition.wait_for(lambda: state["stage"] >= n, timeout=5)
        results.append((n, ok))


threads = [threading.Thread(target=wait_stage, args=(n,)) for n in (1, 2, 3)]
for t in threads:
    t.start()
for stage in (1, 2, 3):
    with condition:
        state["stage"] = stage
        condition.notify_all()
for t in threads:
    t.join()
print(sorted(results))
with condition:
    start = time.monotonic()
    print(condition.wait(timeout=0.05), time.monotonic() - start >= 0.05)
    print(condition.wait_for(lambda: False, timeout=0.05))
    print(condition.wait_for(lambda: "value"))
    print(condition.wait(0))
lock = threading.Lock()
shared = threading.Condition(lock)
with shared:
    print(lock.locked())
print(lock.locked(), shared.acquire(), lock.locked())
shared.release()
try:
    shared.notify_all()
except RuntimeError as error:
    print(error)
