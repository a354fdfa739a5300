"""What interpreters inside one process cost: run by CPython 3.13, which has the modules under
3.14's `concurrent.interpreters` already.

    python3.13 bench/machine/interpreters.py

Medians, in microseconds: making one and ending it, going over into one and back, putting into a
queue and getting out of it.
"""

import statistics
import time

import _interpqueues as queues
import _interpreters as interpreters

ROUNDS = 30
UNBOUND = 2


def timed(work, *args):
    start = time.perf_counter_ns()
    result = work(*args)
    return (time.perf_counter_ns() - start) / 1000, result


def report(name, times):
    print(f"{name} {statistics.median(times):.2f}")


created, entered, destroyed = [], [], []
for _ in range(ROUNDS):
    time_, number = timed(lambda: interpreters.create(reqrefs=True))
    created.append(time_)
    interpreters.exec(number, "pass", restrict=True)
    for _ in range(20):
        entered.append(timed(lambda: interpreters.exec(number, "pass", restrict=True))[0])
    destroyed.append(timed(lambda: interpreters.destroy(number, restrict=True))[0])
report("create", created)
report("exec", entered)
report("destroy", destroyed)

compiled = [timed(lambda: compile("pass", "<string>", "exec"))[0] for _ in range(400)]
report("compile", compiled)

queue = queues.create(0, 0, UNBOUND)
for value, name in ((1, "int"), (b"x" * 65536, "65536 bytes")):
    put, got = [], []
    for _ in range(2000):
        put.append(timed(lambda: queues.put(queue, value, 0, UNBOUND))[0])
        got.append(timed(lambda: queues.get(queue))[0])
    report(f"put {name}", put)
    report(f"get {name}", got)
