"""What one must not do with threads."""

import threading
import time


def attempt(action):
    try:
        action()
    except (RuntimeError, AssertionError, ValueError, TypeError) as error:
        print(type(error).__name__, error)


t = threading.Thread(target=time.sleep, args=(0.05,))
attempt(t.join)
t.start()
attempt(t.start)
attempt(lambda: setattr(t, "daemon", True))
t.join()
attempt(t.start)
attempt(threading.current_thread().join)
attempt(lambda: threading.Thread(1))
attempt(threading.Lock().release)
attempt(threading.RLock().release)
attempt(threading.Condition().wait)
attempt(threading.Condition().notify)
attempt(lambda: threading.Semaphore(-1))
attempt(lambda: threading.Semaphore().acquire(False, 1))
attempt(lambda: threading.Semaphore().release(0))
attempt(lambda: threading.BoundedSemaphore(1).release())
attempt(lambda: threading.Barrier(0))
attempt(lambda: threading.Lock().acquire(False, 1))
attempt(lambda: threading.Lock().acquire(True, -5))
attempt(lambda: threading.Thread(target=print, nope=1))
