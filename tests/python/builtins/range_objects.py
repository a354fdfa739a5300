"""range: laziness, membership, slices, equality, errors."""

print(list(range(5)), list(range(2, 8)), list(range(10, 0, -3)), list(range(0)), list(range(5, 2)))
r = range(0, 100, 7)
print(r, len(r), r[3], r[-1], r[2:5], r[::-1], 14 in r, 15 in r, r.index(21), r.count(7), r.count(8))
print(r.start, r.stop, r.step, range(3), range(3) == range(0, 3, 1), range(0) == range(5, 5), hash(range(3)) == hash(range(0, 3)))
print(10 ** 12 in range(0, 10 ** 15, 5), len(range(10 ** 12)), range(10 ** 20)[10 ** 19], sum(range(101)))
print(min(range(3, 9)), max(range(3, 9, 2)), list(reversed(range(3))), bool(range(0)), 2.0 in range(5), "a" in range(3))
print([i for i in range(-3, 4, 2)], list(zip(range(3), range(10, 13))), list(enumerate(range(3), 5)))
for bad in (
    lambda: range(1, 10, 0),
    lambda: range(1.5),
    lambda: range(),
    lambda: range("3"),
    lambda: range(3)[5],
    lambda: range(3).index(9),
    lambda: range(1, 2, 3, 4),
):
    try:
        print(bad())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
try:
    range(3)[0] = 1
except TypeError as error:
    print(error)
it = iter(range(3))
print(next(it), next(it), next(it), next(it, "done"))
