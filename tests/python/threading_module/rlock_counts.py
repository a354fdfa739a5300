"""An RLock stays taken until every acquire has its release; Condition gives up all levels."""

import threading

lock = threading.RLock()
print(lock.acquire(), lock.acquire(timeout=1), lock.acquire(blocking=False))


def free_for_others():
    answer = []

    def probe():
        got = lock.acquire(blocking=False)
        answer.append(got)
        if got:
            lock.release()

    t = threading.Thread(target=probe)
    t.start()
    t.join()
    return answer[0]


for _ in range(3):
    print(free_for_others())
    lock.release()
print(free_for_others())
condition = threading.Condition(lock)
log = []


def waiter():
    with lock:
        with condition:
            log.append("waiting, two levels deep")
            started.set()
            condition.wait()
            log.append("woken, owns it again")
    log.append("released")


started = threading.Event()
t = threading.Thread(target=waiter)
t.start()
started.wait()
with condition:
    log.append("notifier got in")
    condition.notify()
t.join()
print(*log, sep="\n")
print(repr(lock).startswith("<unlocked _thread.RLock object owner=0 count=0 at "))
