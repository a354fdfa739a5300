"""Tuples as records, keys and return values."""

people = [("Ada", 36, "London"), ("Bob", 25, "Paris"), ("Cy", 36, "Rome")]
for name, age, _ in people:
    print(f"{name:<4}{age}")
by_age = {}
for person in people:
    by_age.setdefault(person[1], []).append(person[0])
print(by_age, sorted(people, key=lambda p: (-p[1], p[2])), max(people)[0], min(p[1] for p in people))


def min_max(values):
    return min(values), max(values)


low, high = min_max([4, 9, 2])
print(low, high, min_max("hello"), divmod(17, 5) + (1,))
grid = {(x, y): x * y for x in range(3) for y in range(3)}
print(grid[2, 2], grid[(1, 2)], (0, 0) in grid, sorted(k for k, v in grid.items() if v == 2))
nested = (1, ("a", [True]), {"k": (None,)})
print(nested[1][1][0], nested[2]["k"][0], len(nested), nested)
print((1, 2) + (3,), (0,) * 3, tuple(reversed((1, 2, 3))), tuple(sorted("cab")), (1, 2, 3)[::-1], sum((1, 2, 3)))
x, y = 1, 2
x, y = y, x + y
print((x, y), (x, y) == (2, 3), x, y)
print(("a", 1) < ("a", 2) < ("b", 0), () == tuple(), (1) == 1, isinstance((1,), tuple))
print("%s is %d" % ("Ada", 36), "{} {}".format(*("a", "b")), *zip((1, 2), ("x", "y")))
print(hash((1, "a", 2.5)) == hash((1, "a", 2.5)), {(1, 2): "x"}.get((1, 2)), (1, [2])[1], repr((1,)), str(("it's",)))
