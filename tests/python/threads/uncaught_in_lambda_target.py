"""A thread whose target is a lambda, and one whose target is a method."""

import threading


class Job:
    def execute(self):
        return self.missing


t = threading.Thread(target=lambda: [1, 2, 3].remove(9))
t.start()
t.join()
t = threading.Thread(target=Job().execute)
t.start()
t.join()
print(t.name)
