"""A set of constants comes from a frozenset that the compiler has built twice, and its order shows it."""
print({27, 3, 255, 21}, {7, 7, -9, 6}, {-5, 10**20, 1, 12}, {8, 4, -3, 21, 24})
for x in {16, 8, 24, 0, 40}:
    print(x, end=" ")
print()
f = frozenset((27, 3, 255, 21))
print(f, set(f), {*f}, {*f, 11})
s = set()
s |= f
print(s, set("mississippi river") == {*"mississippi river"})
# A set that is looked for stands for the frozenset of its items.
print({1, 2} in {frozenset({1, 2})}, {3} in set())
t = {frozenset({1, 2}), frozenset({3})}
t.discard({3})
t.remove({1, 2})
print(t)
try:
    t.remove({9})
except KeyError as error:
    print("KeyError", error)
try:
    t.add({9})
except TypeError as error:
    print(error)
s = {3, 4, 10}
print(s | s)
s |= s
print(s)
