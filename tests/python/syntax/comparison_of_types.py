"""Equality and order between different types."""

values = [0, False, 0.0, "", None, [], ()]
for a in values[:4]:
    print([a == b for b in values])
pairs = [(1, "1"), ([1], (1,)), (None, 0), ({}, []), (b"a", "a"), (1, True), (2, 2.0), ("a", ["a"])]
for a, b in pairs:
    print(repr(a), repr(b), a == b, a != b)
for action in (lambda: 1 < "1", lambda: None < 1, lambda: [1] < (1,), lambda: {} < {}, lambda: "a" < b"a", lambda: object() < object(), lambda: [1, "a"] < [1, 2]):
    try:
        print(action())
    except TypeError as error:
        print(error)
print([1, "a"] < [2, 0], (1, 2, 3) > (1, 2), "abc" < "abd" <= "abd", [] == [], [[]] == [()])
x = float("nan")
print(x == x, x is x, [x] == [x], x in [x])
