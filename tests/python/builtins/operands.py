"""Operands that stand for others, and what messages call them."""
import datetime
import functools
import itertools
import operator
import re


class Two:
    def __index__(self):
        return 2

    def __mul__(self, other):
        return NotImplemented


def attempt(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__, error, error.args)


two = Two()
for sequence in ("ab", [1], (1, 2), b"x", bytearray(b"y")):
    attempt(lambda: sequence * two)
    attempt(lambda: two * sequence)
attempt(lambda: "ab" * 1.5)
attempt(lambda: 1e300**9)
attempt(lambda: pow("a", 2, 3))
attempt(lambda: pow(1.5, 2, 3))
attempt(lambda: (2.5).imag)
day = datetime.date(2020, 1, 2)
attempt(lambda: day + 1)
attempt(lambda: 1 - datetime.timedelta(1))
attempt(lambda: re.match("a", "a") + 1)
attempt(lambda: re.compile("a").size)
attempt(lambda: operator.itemgetter(1) + 1)
attempt(lambda: functools.partial(print) + 1)
attempt(lambda: re.findall("a", 5))
attempt(lambda: re.sub("a", "b", None))
print(datetime.date.__mro__, datetime.datetime.__mro__)


class Slotted:
    __slots__ = ("a",)


def inner():
    class Deep:
        __slots__ = ("a",)

    return Deep()


attempt(lambda: Slotted().a)
attempt(lambda: inner().a)
attempt(lambda: inner().b)
attempt(lambda: OSError(True, 2))
attempt(lambda: functools.reduce(operator.add, []))
