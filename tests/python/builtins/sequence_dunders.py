"""Operators of sequences called by their names, and what subclasses inherit."""


def attempt(work):
    try:
        print(work())
    except Exception as error:
        print(type(error).__name__, error)


for sequence in ("ab", b"ab", bytearray(b"ab"), [1, 2], (1, 2)):
    for other in (1, 1.5, "x", b"y", [3], (4,), None):
        for name in ("__add__", "__mul__", "__rmul__"):
            attempt(lambda: getattr(sequence, name)(other))
attempt(lambda: [1].__iadd__(1))
attempt(lambda: [1].__iadd__("ab"))
attempt(lambda: [1].__imul__("a"))
attempt(lambda: [1].__imul__(2))
attempt(lambda: bytearray(b"a").__iadd__(1))
attempt(lambda: bytearray(b"a").__imul__(2))
attempt(lambda: "a".__contains__(1))
attempt(lambda: "a".__lt__(1))
attempt(lambda: {}.__or__(1))
attempt(lambda: {1}.__or__([1]))


class Text(str):
    pass


class Loud(str):
    def __add__(self, other):
        return "loud " + super().__add__(other)


class Right:
    def __radd__(self, other):
        return f"right of {other!r}"

    def __rmul__(self, other):
        return f"times {other!r}"


class Items(list):
    pass


class Five:
    def __index__(self):
        return 2


for left in (Text("t"), Loud("l"), Items([1]), "s", [2], (3,), b"b"):
    for right in (Right(), 1, "z", Text("q"), Items([9]), Five()):
        attempt(lambda: left + right)
        attempt(lambda: left * right)
        attempt(lambda: right * left)
items = Items([1])
items += [2]
items *= 2
print(items, type(items).__name__)
