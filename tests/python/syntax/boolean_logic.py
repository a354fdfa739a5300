"""`and`, `or`, `not` give back an operand and skip what they do not need."""


def show(value):
    print("looked at", repr(value))
    return value


print(show(0) and show(1))
print(show(1) and show(2))
print(show("") or show("default"))
print(show("given") or show("default"))
print(show(None) or show(0) or show([]))
print(show(1) and show(0) or show(3))
print(not show(0))

for value in (None, False, True, 0, 1, -1, 0.0, 0.5, "", " ", [], [0], (), (0,), {}, {0: 0}, set(), range(0), range(1), b""):
    print(repr(value), "is", "true" if value else "false")

if not [] and not "":
    print("both are empty")

print(True + True, True == 1, True is True, isinstance(True, int), bool("False"))
print([False, True].index(1), sum([True, True, False]))
