"""Several iterators over one."""
import copy
import itertools

a, b, c = itertools.tee(iter("abcdef"), 3)
print(next(a), next(a), next(b), list(c), list(a), list(b))
a, = itertools.tee([1, 2, 3], 1)
next(a)
again = copy.copy(a)
print(list(again), list(a), itertools.tee([], 0))
print(type(a).__name__, next(a, "end"))
try:
    itertools.tee([], -1)
except ValueError as error:
    print(error)
