"""Timers: call after a while, arguments, cancel."""

import threading
import time

log = []
start = time.monotonic()


def ring(name, loud=False):
    log.append((name, loud))


timers = [
    threading.Timer(0.15, ring, args=["third"]),
    threading.Timer(0.05, ring, args=("first",), kwargs={"loud": True}),
    threading.Timer(0.10, ring, ["second"]),
]
cancelled = threading.Timer(0.08, ring, ["never"])
for t in timers + [cancelled]:
    t.start()
cancelled.cancel()
for t in timers + [cancelled]:
    t.join()
print(log, time.monotonic() - start >= 0.15)
print(cancelled.is_alive(), cancelled.finished.is_set(), timers[0].finished.is_set())
print(timers[0].interval, timers[1].args, timers[1].kwargs, timers[0].name)
