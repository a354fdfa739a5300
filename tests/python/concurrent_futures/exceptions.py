"""What a call raises comes out of result and exception."""

from concurrent.futures import ThreadPoolExecutor, TimeoutError
import time


def fail(text):
    raise KeyError(text)


with ThreadPoolExecutor(2) as pool:
    f = pool.submit(fail, "lost")
    try:
        f.result()
    except KeyError as error:
        print("KeyError", error)
    print(repr(f.exception()), pool.submit(len, "abc").exception(), f.done(), f.cancelled())
    slow = pool.submit(time.sleep, 0.2)
    try:
        slow.result(timeout=0.02)
    except TimeoutError as error:
        print("too slow", type(error).__name__, repr(str(error)))
    print(slow.running(), slow.done())
    try:
        slow.exception(timeout=0.01)
    except TimeoutError:
        print("still")
    print(slow.result(), slow.done())
