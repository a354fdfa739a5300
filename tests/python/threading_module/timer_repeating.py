"""A repeating timer as tutorials write it: a Timer that starts the next one."""

import threading


class RepeatingTimer:
    def __init__(self, interval, function, times):
        self.interval, self.function, self.times = interval, function, times
        self.done = threading.Event()

    def start(self):
        self._timer = threading.Timer(self.interval, self._fire)
        self._timer.start()

    def _fire(self):
        self.function(self.times)
        self.times -= 1
        if self.times:
            self.start()
        else:
            self.done.set()


repeating = RepeatingTimer(0.02, lambda n: print("tick", n), 3)
repeating.start()
repeating.done.wait()
print("done")
