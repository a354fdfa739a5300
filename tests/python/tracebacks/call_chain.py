"""Frames from outermost to innermost, with carets under the failing part."""


def average(values):
    return sum(values) / len(values)


def report(tables):
    for name, values in tables.items():
        print(name, average(values))


report({"a": [1, 2, 3], "b": []})
