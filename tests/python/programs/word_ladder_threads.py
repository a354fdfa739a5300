"""Breadth-first search, and the same jobs through a pool of hand-made workers."""

import queue
import threading
from collections import deque

WORDS = "cold cord card ward warm word wore core corn form worm farm".split()


def neighbours(word):
    return [w for w in WORDS if sum(a != b for a, b in zip(w, word)) == 1]


def ladder(start, goal):
    before = {start: None}
    todo = deque([start])
    while todo:
        word = todo.popleft()
        if word == goal:
            path = []
            while word:
                path.append(word)
                word = before[word]
            return path[::-1]
        for n in neighbours(word):
            if n not in before:
                before[n] = word
                todo.append(n)
    return None


print(ladder("cold", "warm"), ladder("cold", "cold"), ladder("cold", "zzzz"))
jobs, results = queue.Queue(), {}
lock = threading.Lock()


def worker():
    while True:
        job = jobs.get()
        if job is None:
            break
        path = ladder(*job)
        with lock:
            results[job] = len(path) if path else 0
        jobs.task_done()


threads = [threading.Thread(target=worker) for _ in range(3)]
for t in threads:
    t.start()
for goal in WORDS:
    jobs.put(("cold", goal))
jobs.join()
for _ in threads:
    jobs.put(None)
for t in threads:
    t.join()
print(sorted((n, goal) for (_, goal), n in results.items()))
