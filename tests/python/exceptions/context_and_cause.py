"""__context__ and __cause__ form chains that one can walk."""


def load(name):
    try:
        return {"a": 1}[name]
    except KeyError as error:
        raise LookupError(f"no setting {name!r}") from error


def start():
    try:
        load("b")
    except LookupError:
        raise RuntimeError("cannot start")


def chain(error):
    while error is not None:
        link = "cause" if error.__cause__ is not None else "context"
        print(f"{type(error).__name__}({error}) <- {link}")
        error = error.__cause__ or error.__context__


try:
    start()
except RuntimeError as error:
    chain(error)

try:
    try:
        raise ValueError("first")
    except ValueError as first:
        try:
            raise KeyError("second")
        except KeyError:
            pass
        raise
except ValueError as error:
    print(error, error.__context__)


def cleanup():
    try:
        1 / 0
    except ZeroDivisionError:
        pass


try:
    try:
        raise ValueError("outer")
    except ValueError:
        cleanup()
        raise TypeError("new")
except TypeError as error:
    chain(error)
try:
    raise ValueError("fresh")
except ValueError as error:
    print(error.__context__, error.__cause__)
import sys
try:
    1 / 0
except ZeroDivisionError:
    print(sys.exc_info()[0].__name__, sys.exc_info()[1])
print(sys.exc_info())
