"""Equal constants of a module are one object, in whatever function they stand."""


def first():
    return b"it's", (1, "two", 3.0), 10**30, "some words"


def second():
    return b"it's", (1, "two", 3.0), 10**30, "some words"


print([x is y for x, y in zip(first(), second())])
here = b"it's", (1, "two", 3.0)
print(here[0] is first()[0], here[1] is second()[1])
empty, negative, zero = b"", -0.0, 0.0
print((lambda: b"")() is empty, negative is zero)
