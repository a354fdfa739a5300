"""bisect and operator."""

import bisect
import operator
from operator import attrgetter, itemgetter, methodcaller

grades = [60, 70, 80, 90]
print([("FDCBA"[bisect.bisect(grades, score)]) for score in (33, 60, 77, 89, 90, 100)])
a = [1, 3, 3, 5]
print(bisect.bisect_left(a, 3), bisect.bisect_right(a, 3), bisect.bisect(a, 9), bisect.bisect_left(a, 0))
bisect.insort(a, 4)
bisect.insort_left(a, 3)
print(a, bisect.bisect_left(["a", "bb", "cccc"], 3, key=len))
print(operator.add(1, 2), operator.mul("a", 3), operator.itemgetter(1)([5, 6]), itemgetter("a", "b")({"a": 1, "b": 2}))
print(sorted([("x", 2), ("y", 1)], key=itemgetter(1)), attrgetter("real", "imag")(5), methodcaller("upper")("abc"), methodcaller("split", ",")("a,b"))
print(operator.not_(0), operator.contains([1], 1), operator.truth([]), operator.neg(5), operator.floordiv(7, 2), operator.lt(1, 2), operator.is_(None, None))
print(itemgetter(1), attrgetter("a.b"), operator.concat([1], [2]), operator.countOf([1, 2, 1], 1), operator.indexOf("abc", "c"))
