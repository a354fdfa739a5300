import sched
import time

s = sched.scheduler(time.monotonic, time.sleep)


def show(text):
    print(text)


s.enter(0.2, 1, show, ("third",))
s.enter(0.1, 2, show, ("second",))
s.enter(0.05, 1, show, argument=("first",))
gone = s.enter(0.15, 1, show, ("never",))
s.cancel(gone)
print(len(s.queue), s.empty())
s.run()
print(s.empty())
