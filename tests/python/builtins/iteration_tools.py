"""zip, map, filter, enumerate, iter, next, reversed, any, all."""

print(list(zip([1, 2, 3], "ab")), list(zip()), list(zip("abc", range(3), [True] * 3)), dict(zip("ab", [1, 2])))
print(list(zip(*[(1, "a"), (2, "b")])), [list(column) for column in zip([1, 2], [3, 4])])
print(list(map(str, range(3))), list(map(pow, [2, 3], [5, 2])), list(filter(None, [0, 1, "", "a"])))
print(list(enumerate("ab")), list(enumerate("ab", 1)))
numbers = iter([1, 2, 3])
print(next(numbers), next(numbers), list(numbers), next(numbers, "empty"), iter(numbers) is numbers)
try:
    next(numbers)
except StopIteration as error:
    print("StopIteration", error.value)
rolls = iter([4, 2, 6, 1, 5])
print(list(iter(lambda: next(rolls), 6)), list(rolls))
print(any(x > 2 for x in range(5)), all(x > 2 for x in range(5)), sum(1 for _ in "abc"))
try:
    list(zip([1, 2], [1], strict=True))
except ValueError as error:
    print(error)
for bad in (lambda: iter(5), lambda: next([1]), lambda: list(map(str)), lambda: len(5), lambda: len(iter([])), lambda: enumerate(), lambda: reversed({1})):
    try:
        bad()
    except TypeError as error:
        print(error)


class Countdown:
    def __init__(self, start):
        self.start = start

    def __iter__(self):
        n = self.start
        while n:
            yield n
            n -= 1


print(list(Countdown(3)), max(Countdown(4)), sorted(Countdown(3)), 2 in Countdown(3), sum(Countdown(4)), tuple(Countdown(2)))
a, b, c = Countdown(3)
print(a, b, c, [*Countdown(2)], *Countdown(2))
