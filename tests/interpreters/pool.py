# InterpreterPoolExecutor: after CPython 3.14's documentation of concurrent.futures.
from concurrent.futures import InterpreterPoolExecutor, ThreadPoolExecutor
from concurrent.futures.interpreter import BrokenInterpreterPool
import logging
import sys
import time


def script():
    return "spam!"


def square(x):
    return x * x


def fail(x):
    raise ValueError(x)


def number():
    from concurrent import interpreters

    return interpreters.get_current().id


def prepare(value):
    global base
    base = value


def add(x):
    return base + x


def spin(n):
    while n:
        n -= 1


def seconds(pool):
    with pool:
        list(pool.map(spin, [1, 1]))
        before = time.perf_counter()
        list(pool.map(spin, [100_000, 100_000]))
        return time.perf_counter() - before


if __name__ == "__main__":
    with InterpreterPoolExecutor(max_workers=5) as executor:
        print(executor.submit(script).result())
        # res: 'spam!'
    with InterpreterPoolExecutor(max_workers=2) as executor:
        print(list(executor.map(square, range(6))))
        print(executor.submit(lambda a, b: a + b, 1, 2).result())
        failed = executor.submit(fail, "no")
        try:
            failed.result()
        except ValueError as error:
            print(repr(error), type(error.__cause__).__name__, error.__cause__.excinfo.formatted)
        try:
            executor.submit("print('spam!')")
        except TypeError as error:
            print(error)
        print(executor.submit(number).result() > 0)
    with InterpreterPoolExecutor(2, initializer=prepare, initargs=(40,)) as executor:
        print(list(executor.map(add, range(4))))
    logging.disable()
    with InterpreterPoolExecutor(1, initializer=fail, initargs=("broken",)) as executor:
        try:
            executor.submit(square, 2).result()
        except BrokenInterpreterPool as error:
            print(error)
    threads, interpreters = seconds(ThreadPoolExecutor(2)), seconds(InterpreterPoolExecutor(2))
    faster = 2 if sys._is_gil_enabled() else 1
    print(0.8 * faster < threads / interpreters < 1.2 * faster)
