import functools
import threading
import time


def rate_limited(interval):
    def decorate(function):
        lock, last = threading.Lock(), [0.0]

        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            with lock:
                wait = last[0] + interval - time.monotonic()
                if wait > 0:
                    time.sleep(wait)
                last[0] = time.monotonic()
            return function(*args, **kwargs)

        return wrapper

    return decorate


@rate_limited(0.05)
def call(n):
    """An expensive call."""
    calls.append((n, time.monotonic()))


calls = []
threads = [threading.Thread(target=call, args=(n,)) for n in range(4)]
for t in threads:
    t.start()
    time.sleep(0.01)
for t in threads:
    t.join()
gaps = [b[1] - a[1] for a, b in zip(calls, calls[1:])]
print(sorted(n for n, _ in calls), all(gap >= 0.049 for gap in gaps), call.__name__, call.__doc__)
