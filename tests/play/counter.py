import threading
import time

counter = 0


def add():
    global counter
    for _ in range(4000):
        counter += 1
    time.sleep(0.001)


threads = [threading.Thread(target=add, name=name) for name in ("left", "right")]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("counter", counter)
