"""notify(n) wakes those who have waited longest; the others go on waiting."""

import threading
import time

condition = threading.Condition()
woken = []


def waiter(name):
    with condition:
        condition.wait()
        woken.append(name)


threads = []
for i in range(5):
    t = threading.Thread(target=waiter, args=(f"w{i}",))
    t.start()
    threads.append(t)
    time.sleep(0.02)
for count in (1, 2):
    with condition:
        condition.notify(count)
    time.sleep(0.05)
    print("after", count, sorted(woken))
with condition:
    condition.notify_all()
for t in threads:
    t.join()
print(sorted(woken))
with condition:
    condition.notify()
    condition.notify(10)
print("notifying nobody is fine")
