"""Nested patterns on the left side, in loops, with attributes and subscripts as targets."""

(a, [b, *c]), *d = (1, "xyz"), 4, 5
print(a, b, c, d)
points = [((0, 0), "origin"), ((1, 2), "p")]
for (x, y), name in points:
    print(name, x + y)
print([x * y for (x, y), _ in points], {name: p for p, name in points})


class Box:
    pass


box = Box()
grid = {"row": [0, 0, 0]}
box.x, grid["row"][1], *box.rest = 10, 20, 30, 40
print(box.x, grid, box.rest)
i = 0
items = [5, 6, 7]
i, items[i], (i, items[i]) = 1, "a", (2, "b")
print(i, items)
first, (second, (third, *fourth)) = 1, (2, (3, 4, 5))
print(first, second, third, fourth)
[*all_of_them] = "abc"
*_, last = range(5)
print(all_of_them, last)
x = y = z = 0
x, y = y, x = 1, 2
print(x, y, z)
for attempt in ([1], [1, [2]], [1, 2], 7):
    try:
        p, (q, r) = attempt
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
