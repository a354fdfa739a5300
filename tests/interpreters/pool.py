# InterpreterPoolExecutor: after CPython 3.14's documentation of concurrent.futures.
from concurrent.futures import InterpreterPoolExecutor
from concurrent.futures.interpreter import BrokenInterpreterPool
import logging


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
