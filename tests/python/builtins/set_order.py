"""Sets iterate in CPython's hash-table order."""

print({5, 3, 1, 4, 2}, {100, 8, 64, 1, 0}, {-1, -2, -3}, {10 ** 20, 5, 2 ** 61})
print({3.5, 1, 0.25, 2.0}, {True, 0, 2}, {1000, 33, 65, 1})
print(set(range(20)), set(range(0, 100, 7)), set(range(1000, 990, -1)))
print({"b", "a", "c"}, {"apple", "banana", "cherry", "date", "elderberry", "fig"})
print(set("the quick brown fox"), {(1, 2), (0, 1), (5, 5)}, {None, 1, "x"} == {1, "x", None})
print(frozenset(["x", "y", "z"]), {b"a", b"b", b"c"})
s = set()
for i in (17, 1, 9, 33, 25, 41, 8, 0):
    s.add(i)
    print(list(s))
for i in (9, 33, 0):
    s.discard(i)
print(s)
s.update([57, 9, 16, 24])
print(s, s.pop(), s.pop(), s)
print({1, 9, 17} | {25, 33}, {1, 9, 17, 25} - {9}, {x * 8 for x in range(7)}, {3, 11, 19} & {19, 11, 3})
print([x for x in {"one": 1, "two": 2}.keys() | {"three"}])
