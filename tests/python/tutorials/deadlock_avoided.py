import threading
import time

lock_a, lock_b = threading.Lock(), threading.Lock()
log = []


def first():
    with lock_a:
        time.sleep(0.02)
        if lock_b.acquire(timeout=0.05):
            log.append("first got both")
            lock_b.release()
        else:
            log.append("first backed off")


def second():
    with lock_b:
        time.sleep(0.02)
        if lock_a.acquire(timeout=0.2):
            log.append("second got both")
            lock_a.release()
        else:
            log.append("second backed off")


threads = [threading.Thread(target=first), threading.Thread(target=second)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(log)
