"""Subclassing Thread: run, own attributes, results."""

import threading


class Summer(threading.Thread):
    def __init__(self, numbers):
        threading.Thread.__init__(self)
        self.numbers = numbers
        self.total = None

    def run(self):
        self.total = sum(self.numbers)


workers = [Summer(range(i * 10, (i + 1) * 10)) for i in range(4)]
for worker in workers:
    worker.start()
for worker in workers:
    worker.join()
print([w.total for w in workers], sum(w.total for w in workers))
print([w.name for w in workers])


class Greeter(threading.Thread):
    def __init__(self, who):
        super().__init__(name="greeter-" + who, daemon=True)
        self.who = who

    def run(self):
        print("hello", self.who, "I am", self.name, self is threading.current_thread())


g = Greeter("Ada")
g.start()
g.join()
print(g.daemon)


class NoInit(threading.Thread):
    def __init__(self):
        pass


try:
    NoInit().start()
except RuntimeError as error:
    print(error)
