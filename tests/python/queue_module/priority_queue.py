"""PriorityQueue gives the smallest first."""

import queue
import threading

tasks = queue.PriorityQueue()
for priority, name in ((3, "low"), (1, "high"), (2, "middle"), (1, "also high")):
    tasks.put((priority, name))
while not tasks.empty():
    print(tasks.get())


class Job:
    def __init__(self, priority, name):
        self.priority, self.name = priority, name

    def __lt__(self, other):
        return self.priority < other.priority

    def __repr__(self):
        return f"Job({self.priority}, {self.name!r})"


jobs = queue.PriorityQueue()
for priority, name in ((5, "sweep"), (1, "cook"), (3, "shop")):
    jobs.put(Job(priority, name))
done = []


def worker():
    while True:
        try:
            job = jobs.get_nowait()
        except queue.Empty:
            return
        done.append(job)


t = threading.Thread(target=worker)
t.start()
t.join()
print(done)
mixed = queue.PriorityQueue()
mixed.put(1)
try:
    mixed.put("a")
except TypeError as error:
    print(error)
