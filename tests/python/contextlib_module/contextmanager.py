"""Generators as context managers."""

from contextlib import contextmanager


@contextmanager
def tag(name):
    print(f"<{name}>")
    try:
        yield name.upper()
    finally:
        print(f"</{name}>")


with tag("p") as name:
    print("inside", name)
try:
    with tag("b"):
        raise ValueError("inside b")
except ValueError as error:
    print("outside:", error)


@contextmanager
def swallow(*kinds):
    try:
        yield
    except kinds as error:
        print("swallowed", repr(error))


with swallow(KeyError, ValueError):
    {}["x"]
print("goes on")


@contextmanager
def translate():
    try:
        yield
    except KeyError as error:
        raise LookupError("translated") from error


try:
    with translate():
        {}["x"]
except LookupError as error:
    print(error, repr(error.__cause__))


@tag("decorated")
def greet():
    print("hello")
    return 5


print(greet(), greet.__name__)


@contextmanager
def no_yield():
    if False:
        yield


@contextmanager
def two_yields():
    yield 1
    yield 2


for broken in (no_yield, two_yields):
    try:
        with broken():
            pass
    except RuntimeError as error:
        print(error)
