"""Workers, task_done and join."""

import queue
import threading

q = queue.Queue()
done = []
lock = threading.Lock()


def worker():
    while True:
        item = q.get()
        with lock:
            done.append(item * item)
        q.task_done()


for _ in range(3):
    threading.Thread(target=worker, daemon=True).start()
for i in range(10):
    q.put(i)
q.join()
print(sorted(done), q.unfinished_tasks, q.qsize())
try:
    q.task_done()
except ValueError as error:
    print(error)
q.put(12)
q.join()
print(len(done))
