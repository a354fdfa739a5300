"""Operators in place as functions, and length hints."""
import collections.abc
import operator

for name in ("iadd", "isub", "imul", "itruediv", "ifloordiv", "imod", "ipow", "iand", "ior", "ixor", "ilshift", "irshift"):
    print(name, getattr(operator, name)(7, 2))
items = [1]
print(operator.iconcat(items, [2]) is items, items)
print(operator.length_hint([1, 2]), operator.length_hint(iter(range(5))), operator.length_hint(object(), 9))
print(isinstance([], collections.abc.Sequence), issubclass(dict, collections.abc.Mapping))
