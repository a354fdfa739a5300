"""Queue.shutdown, new in 3.13: putters and getters learn that it is over."""

import queue
import threading

q = queue.Queue()
q.put("left over")
q.shutdown()
try:
    q.put("late")
except queue.ShutDown as error:
    print("put:", repr(error))
print(q.get())
try:
    q.get()
except queue.ShutDown:
    print("get: shut down and empty")
jobs = queue.Queue()
ended = []


def worker():
    try:
        while True:
            jobs.get()
            jobs.task_done()
    except queue.ShutDown:
        ended.append("worker ended")


threads = [threading.Thread(target=worker) for _ in range(3)]
for t in threads:
    t.start()
for i in range(5):
    jobs.put(i)
jobs.join()
jobs.shutdown()
for t in threads:
    t.join()
print(ended)
dropped = queue.LifoQueue()
dropped.put(1)
dropped.put(2)
dropped.shutdown(immediate=True)
print(dropped.qsize(), dropped.unfinished_tasks, dropped.is_shutdown)
