"""What is the context of an exception that is thrown into a generator."""
import traceback


def patient():
    try:
        yield 1
    except ValueError:
        yield 2


def plain():
    yield 1


def handling():
    try:
        raise KeyError("own")
    except KeyError:
        yield 1


def delegating():
    yield from plain()


def at(generator, steps):
    for _ in range(steps):
        next(generator, None)
    return generator


for make in (patient, plain, handling, delegating):
    for steps in range(4):
        try:
            try:
                1 / 0
            except ZeroDivisionError:
                print(make.__name__, steps, at(make(), steps).throw(ValueError("thrown")))
        except Exception as error:
            names = [entry.name for entry in traceback.extract_tb(error.__traceback__)]
            print(make.__name__, steps, repr(error), repr(error.__context__), names)
finished = at(plain(), 2)
finished.throw(RuntimeError("too late"))
