"""SimpleQueue: no size limit, no task counting."""

import queue
import threading

q = queue.SimpleQueue()
q.put(1)
q.put_nowait(2)
q.put(3, block=True, timeout=5)
print(q.qsize(), q.empty(), q.get(), q.get_nowait(), q.get(timeout=1), q.empty())
for attempt in (lambda: q.get(block=False), lambda: q.get_nowait(), lambda: q.get(timeout=0.02)):
    try:
        attempt()
    except queue.Empty as error:
        print(type(error).__name__, error.args)
results = []


def echo():
    for item in iter(q.get, "stop"):
        results.append(item.upper())


t = threading.Thread(target=echo)
t.start()
for word in ("a", "b", "stop"):
    q.put(word)
t.join()
print(results, hasattr(q, "task_done"))
