"""An event releases all who wait for it."""

import threading
import time

gun = threading.Event()
log = []
lock = threading.Lock()


def runner(name):
    gun.wait()
    with lock:
        log.append(name)


threads = [threading.Thread(target=runner, args=(f"runner-{i}",)) for i in range(4)]
for t in threads:
    t.start()
time.sleep(0.05)
print("before the shot:", log, gun.is_set())
gun.set()
for t in threads:
    t.join()
print(sorted(log), gun.is_set(), gun.wait())
gun.clear()
print(gun.is_set(), gun.wait(timeout=0.02), gun.wait(0))
