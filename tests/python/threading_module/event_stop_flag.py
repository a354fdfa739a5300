"""An event as a stop flag for a background thread."""

import threading
import time

stop = threading.Event()
ticks = []


def heartbeat():
    while not stop.wait(timeout=0.05):
        ticks.append("tick")
    ticks.append("stopped")


t = threading.Thread(target=heartbeat)
t.start()
time.sleep(0.18)
stop.set()
t.join()
print(ticks[-1], 2 <= len(ticks) - 1 <= 4, t.is_alive())
done = threading.Event()
result = []


def compute():
    result.append(sum(range(1000)))
    done.set()


threading.Thread(target=compute).start()
print(done.wait(timeout=5), result)
print(repr(done).split(": ")[1])
