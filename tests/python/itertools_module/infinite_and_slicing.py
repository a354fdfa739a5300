"""count, cycle, repeat, islice, takewhile, dropwhile, tee."""

from itertools import count, cycle, dropwhile, filterfalse, islice, repeat, takewhile, tee

print(list(islice(count(10, 3), 4)), list(islice(cycle("ab"), 5)), list(repeat("x", 3)), list(islice(repeat(1), 2)))
print(list(islice(range(10), 2, 8, 3)), list(islice("abc", None)), list(islice("abcdef", 2, None)), list(islice(count(), 0)))
print(list(takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(dropwhile(lambda x: x < 3, [1, 2, 3, 1])), list(filterfalse(lambda x: x % 2, range(6))))
a, b = tee(iter([1, 2, 3]))
print(next(a), list(b), list(a))
c = count(0.5, 0.5)
print(next(c), next(c), c, repeat("y", 2), count(3))
ids = count(1)
print([f"id-{next(ids)}" for _ in range(3)])
for bad in (lambda: islice([1], -1), lambda: count("a"), lambda: islice([1], 0, 1, 0)):
    try:
        bad()
    except (ValueError, TypeError) as error:
        print(type(error).__name__)
source = iter(range(10))
print(list(islice(source, 3)), list(islice(source, 2)), next(source))
