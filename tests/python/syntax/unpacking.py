"""Assignment to several targets at once: nested, starred, swapped, in order."""

a, b = 1, 2
a, b = b, a
print(a, b)

first, *middle, last = range(6)
print(first, middle, last)
*start, end = "xyz"
print(start, end)
head, *tail = [1]
print(head, tail)

(x, (y, z)), w = (1, (2, 3)), 4
print(x, y, z, w)
[p, q] = {"k1": 1, "k2": 2}
print(p, q)

values = [0, 0, 0]
i = 0
i, values[i] = 2, 9
print(i, values)

m = n = o = []
m.append(1)
print(n, o is m)

print([*range(3), *"ab"], (*[1], 2), {*[1, 2], 2, 3})
print({**{"a": 1, "b": 2}, "b": 3, **{"c": 4}})


def three():
    return 1, 2, 3


one, _, three_ = three()
print(one, three_, type(three()))

for attempt in ((1,), (1, 2, 3), 5, "ab"):
    try:
        left, right = attempt
        print("got", left, right)
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)

try:
    a, *b, c = [1]
except ValueError as error:
    print(error)
