"""Imports where they are needed; modules are objects that are made once."""

import sys


def area(radius):
    import math

    return round(math.pi * radius ** 2, 3)


def pick(seed):
    from random import Random as Generator

    return Generator(seed).randint(1, 100)


print(area(2), pick(1), "math" in globals(), "math" in sys.modules)


class UsesImport:
    from string import digits
    import time as clock

    def show(self):
        return self.digits, type(self.clock).__name__


print(UsesImport().show())
import collections
import collections as c
from collections import deque as d

print(collections is c, c.deque is d, type(collections).__name__)
modules = [__import__(name) for name in ("math", "time", "queue")]
print([m.__name__ for m in modules], getattr(modules[0], "sqrt")(9))
try:
    import math.nothing
except ImportError as error:
    print(type(error).__name__, error)
if True:
    import heapq
    print(heapq.nsmallest(1, [3, 1]))
