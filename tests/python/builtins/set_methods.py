"""Every method and operator of set and frozenset."""

a = {1, 2, 3}
b = {3, 4}
print(a | b, a & b, a - b, a ^ b, a.union([9], (8,)), a.intersection(b), a.difference(b), a.symmetric_difference(b))
print(a <= {1, 2, 3, 4}, a < a, a >= {1}, a.issubset(range(10)), a.issuperset([1]), a.isdisjoint({7}), 2 in a)
a.add(10)
a.discard(99)
a.discard(1)
a.update([5, 6], {7})
print(a, len(a))
a.remove(10)
a -= {5}
a |= {100}
a &= {2, 3, 100}
a ^= {2, 50}
print(a, a.copy() == a)
a.clear()
print(a, set(), {*()}, set("hello") == {"h", "e", "l", "o"})
print({1} == frozenset([1]), frozenset({1, 2}), frozenset(), {frozenset([1]): "ok"}[frozenset([1])])
print({1, 1.0, True}, {(1, 2), (1, 2)}, set([1, 2]) | frozenset([3]), type(frozenset([1]) | {2}).__name__)
print(hash(frozenset([1, 2])) == hash(frozenset([2, 1])), {x % 3 for x in range(10)}, {5}.pop())
print(sorted({"pear", "fig", "apple"}), max({3, 9, 2}), sum({1, 2}))
for bad in (
    lambda: set().pop(),
    lambda: {1}.remove(2),
    lambda: {[]},
    lambda: {1} | [2],
    lambda: hash({1}),
    lambda: a[0],
    lambda: frozenset([1]).add(2),
    lambda: {1} < [1],
    lambda: set(5),
):
    try:
        bad()
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
seen = {1}
try:
    for item in seen:
        seen.add(item + 1)
except RuntimeError as error:
    print(error)
