"""Exceptions come back with the traceback of the worker as their cause."""

from concurrent.futures import ProcessPoolExecutor


def fail(n):
    raise KeyError(n)


if __name__ == "__main__":
    with ProcessPoolExecutor(1) as pool:
        future = pool.submit(fail, 5)
        error = future.exception()
        print(repr(error), type(error.__cause__).__name__)
        lines = str(error.__cause__).splitlines()
        print(lines[1], lines[-2])
        try:
            list(pool.map(fail, "ab"))
        except KeyError as error:
            print("map", error)
