"""A time limit for a function by SIGALRM, with a context manager and a decorator."""
import contextlib
import functools
import signal
import time


class TimeLimit(Exception):
    pass


@contextlib.contextmanager
def limit(seconds):
    def late(signum, frame):
        raise TimeLimit(f"more than {seconds} s in {frame.f_code.co_name}")

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def limited(seconds):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            with limit(seconds):
                return function(*args, **kwargs)

        return wrapper

    return decorate


@limited(0.2)
def spin(n):
    total = 0
    while n != 0:
        total += n
        n -= 1
    return total


def dawdle():
    time.sleep(3)


print(spin(1000))
try:
    spin(-1)
except TimeLimit as error:
    print(error)
try:
    with limit(0.1):
        dawdle()
except TimeLimit as error:
    print(error)
with limit(1):
    print("in time")
print(signal.getsignal(signal.SIGALRM), signal.getitimer(signal.ITIMER_REAL))
