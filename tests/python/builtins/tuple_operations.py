"""Tuples: literals, comparison, hashing, methods, errors."""

t = (1, 2, 3, 2)
print(t, t[0], t[-1], t[1:], len(t), t.count(2), t.index(3), 2 in t, t + (4,), t * 2)
print((), (1,), tuple("abc"), tuple([1, 2]), tuple(), (1, (2, 3)), tuple(x * x for x in range(3)))
print((1, 2) < (1, 3), (1,) < (1, 0), () < (0,), (1, 2) == (1, 2), (1, 2) == [1, 2], (2,) > (1, 9))
print(hash((1, 2)) == hash((1, 2)), {(0, 0): "origin", (1, 0): "east"}[1, 0], hash(()), hash((1, 2, 3)))
print(type((1)), type((1,)), (yes := (1, 2))[0], yes)
print(max((3, 1), (2, 9)), sorted([(2, "b"), (1, "z"), (2, "a")]), divmod(7, 2)[0])
x = 1, 2
x += (3,)
print(x)
for bad in (
    lambda: t[10],
    lambda: t.index(99),
    lambda: t + [1],
    lambda: hash(([],)),
    lambda: t.append(1),
    lambda: tuple(1),
):
    try:
        bad()
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
try:
    t[0] = 5
except TypeError as error:
    print(error)
try:
    del t[0]
except TypeError as error:
    print(error)
inner = ([],)
try:
    inner[0] += [1]
except TypeError as error:
    print(error, inner)
