"""A subclass of Thread whose run fails: name and frames in the report."""

import threading


class Worker(threading.Thread):
    def __init__(self, number):
        super().__init__(name=f"worker-{number}")
        self.number = number

    def run(self):
        print("result", 10 / self.number)


for number in (5, 0, 2):
    worker = Worker(number)
    worker.start()
    worker.join()
print("all joined")
