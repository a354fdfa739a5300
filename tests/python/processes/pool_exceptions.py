"""An exception in a worker comes back with its remote traceback."""

import multiprocessing
import traceback


class Custom(Exception):
    def __init__(self, code, text):
        super().__init__(code, text)
        self.code = code


def fail(x):
    if x == 3:
        raise Custom(42, "three")
    return 10 / x


if __name__ == "__main__":
    with multiprocessing.Pool(2) as pool:
        try:
            pool.map(fail, [1, 3])
        except Custom as error:
            print(error.code, error.args, type(error.__cause__).__name__)
        try:
            pool.apply(fail, (0,))
        except ZeroDivisionError as error:
            print(error)
            print("ZeroDivisionError: division by zero" in str(error.__cause__))
        values = pool.imap(fail, [5, 0, 2])
        print(next(values))
        try:
            next(values)
        except ZeroDivisionError:
            print("second failed")
        print(next(values))
        try:
            next(values)
        except StopIteration:
            print("stop")
