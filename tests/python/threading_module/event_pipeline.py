"""A chain of events: each stage waits for the one before it."""

import threading

STAGES = 4
events = [threading.Event() for _ in range(STAGES + 1)]
log = []


def stage(i):
    events[i].wait()
    log.append(f"stage {i}")
    events[i + 1].set()


threads = [threading.Thread(target=stage, args=(i,)) for i in reversed(range(STAGES))]
for t in threads:
    t.start()
log.append("go")
events[0].set()
events[-1].wait()
for t in threads:
    t.join()
print(log, [e.is_set() for e in events])
ping, pong = threading.Event(), threading.Event()
rally = []


def player(mine, other, word):
    for _ in range(3):
        mine.wait()
        mine.clear()
        rally.append(word)
        other.set()


threads = [threading.Thread(target=player, args=(ping, pong, "ping")), threading.Thread(target=player, args=(pong, ping, "pong"))]
for t in threads:
    t.start()
ping.set()
for t in threads:
    t.join()
print(rally)
