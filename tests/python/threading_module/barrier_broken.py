"""Timeouts, abort and reset of a barrier."""

import threading
import time

barrier = threading.Barrier(2, timeout=0.05)
try:
    barrier.wait()
except threading.BrokenBarrierError as error:
    print("timed out", repr(error), barrier.broken)
try:
    barrier.wait()
except threading.BrokenBarrierError:
    print("still broken")
barrier.reset()
print(barrier.broken)
barrier = threading.Barrier(3)
outcome = []


def waiter():
    try:
        barrier.wait()
        outcome.append("passed")
    except threading.BrokenBarrierError:
        outcome.append("broken")


threads = [threading.Thread(target=waiter) for _ in range(2)]
for t in threads:
    t.start()
while barrier.n_waiting < 2:
    time.sleep(0.01)
print("waiting", barrier.n_waiting, repr(barrier).split(": ")[1])
barrier.abort()
for t in threads:
    t.join()
print(outcome, barrier.broken, repr(barrier).split(": ")[1])
barrier.reset()
outcome.clear()
threads = [threading.Thread(target=waiter) for _ in range(2)]
for t in threads:
    t.start()
while barrier.n_waiting < 2:
    time.sleep(0.01)
barrier.reset()
for t in threads:
    t.join()
print(outcome, barrier.broken, barrier.n_waiting)
