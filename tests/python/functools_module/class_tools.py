"""total_ordering, cached_property, singledispatch."""

from functools import cached_property, singledispatch, total_ordering


@total_ordering
class Size:
    names = ["S", "M", "L"]

    def __init__(self, name):
        self.rank = self.names.index(name)

    def __eq__(self, other):
        if not isinstance(other, Size):
            return NotImplemented
        return self.rank == other.rank

    def __lt__(self, other):
        if not isinstance(other, Size):
            return NotImplemented
        return self.rank < other.rank


s, m, l = Size("S"), Size("M"), Size("L")
print(s < m, s <= m, l > m, l >= l, s >= m, m != l, sorted([l, s, m])[0] is s)
try:
    s > 5
except TypeError as error:
    print(error)


class Data:
    def __init__(self, values):
        self.values = values

    @cached_property
    def total(self):
        print("summing")
        return sum(self.values)


d = Data([1, 2, 3])
print(d.total, d.total, d.__dict__)
d.values.append(10)
print(d.total)
del d.total
print(d.total)


@singledispatch
def describe(x):
    return f"something: {x!r}"


@describe.register(int)
def _(x):
    return f"int {x + 1}"


@describe.register
def _(x: list):
    return f"list of {len(x)}"


print(describe(1), describe([1, 2]), describe("a"), describe(True), describe.dispatch(list)([]))
try:
    total_ordering(type("Nothing", (), {}))
except ValueError as error:
    print(error)
