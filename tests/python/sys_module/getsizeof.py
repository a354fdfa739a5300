"""Sizes of objects, as CPython 3.13 lays them out on 64 bits."""

import sys
import types


class Plain:
    pass


class Slotted:
    __slots__ = ("x", "y")


def function():
    pass


def generator():
    yield 1


class Method:
    def method(self):
        pass


grown = []
sizes = []
for n in range(100):
    if sys.getsizeof(grown) not in sizes:
        sizes.append(sys.getsizeof(grown))
    grown.append(n)
print("a list that grows", sizes[0], sizes[1])

for name, value in [
    ("0", 0), ("5", 5), ("2**29", 2**29), ("2**30", 2**30), ("2**60", 2**60), ("-2**64", -2**64),
    ("1.5", 1.5), ("True", True), ("None", None),
    ("empty text", ""), ("ascii", "a" * 10), ("latin", "é" * 10), ("korean", "한" * 10), ("emoji", "😀" * 3),
    ("bytes", b"abc"), ("bytearray", bytearray(b"abc")), ("no bytes", bytearray()),
    ("()", ()), ("(1, 2, 3)", (1, 2, 3)), ("[]", []), ("[0] * 100", [0] * 100),
    ("{}", {}), ("1 int key", {1: 1}), ("1 text key", {"a": 1}), ("6 int keys", {i: 1 for i in range(6)}),
    ("1000 int keys", {i: 1 for i in range(1000)}), ("1000 text keys", {str(i): 1 for i in range(1000)}),
    ("set", set()), ("set of 5", {1, 2, 3, 4, 5}), ("set of 100", set(range(100))), ("frozenset", frozenset()),
    ("range", range(10)), ("slice", slice(1, 2)), ("object", object()), ("instance", Plain()),
    ("instance with slots", Slotted()), ("class", Plain), ("function", function), ("len", len),
    ("bound method", Method().method), ("module", sys), ("generator", generator()), ("exception", ValueError("x")),
    ("list iterator", iter([])), ("dict iterator", iter({})), ("set iterator", iter(set())),
    ("enumerate", enumerate([])), ("zip", zip()), ("map", map(len, [])), ("keys", {}.keys()),
    ("property", property()), ("static method", staticmethod(len)), ("cell", types.CellType(1)),
]:
    print(name, sys.getsizeof(value))
