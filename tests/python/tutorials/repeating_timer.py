import threading
import time


class RepeatTimer(threading.Timer):
    def run(self):
        while not self.finished.wait(self.interval):
            self.function(*self.args, **self.kwargs)


ticks = []
timer = RepeatTimer(0.1, lambda: ticks.append(len(ticks)))
timer.start()
time.sleep(0.35)
timer.cancel()
timer.join()
print(ticks)
one_shot = threading.Timer(0.02, print, args=("boom",))
one_shot.start()
print("waiting")
one_shot.join()
