"""Comparison methods, reflection, hashing, equality by default."""


class Version:
    def __init__(self, text):
        self.parts = tuple(map(int, text.split(".")))

    def __eq__(self, other):
        if not isinstance(other, Version):
            return NotImplemented
        return self.parts == other.parts

    def __lt__(self, other):
        if not isinstance(other, Version):
            return NotImplemented
        return self.parts < other.parts

    def __le__(self, other):
        return self < other or self == other

    def __hash__(self):
        return hash(self.parts)

    def __repr__(self):
        return "v" + ".".join(map(str, self.parts))


a, b, c = Version("1.2"), Version("1.10"), Version("1.2")
print(a == c, a != c, a is c, a < b, b > a, a <= c, b >= a, a == "1.2", a != 5)
print(sorted([b, a, Version("0.9")]), max(a, b), {a, c, b} == {a, b}, {a: "x"}[c], c in [b, a])
try:
    a < 5
except TypeError as error:
    print(error)


class OnlyEq:
    def __eq__(self, other):
        return True


o = OnlyEq()
print(o == 1, o != 1, 1 == o, o in [5])
try:
    hash(o)
except TypeError as error:
    print(error)


class Greater:
    def __gt__(self, other):
        return "reflected gt"

    def __ge__(self, other):
        return "ge"


class Plain:
    pass


print(Plain() < Greater(), Greater() >= 3, 5 <= Greater())
p = Plain()
print(p == p, p == Plain(), p != Plain(), hash(p) == hash(p))


class Weird:
    def __eq__(self, other):
        return [other]

    def __contains__(self, item):
        return "truthy"


print(Weird() == 3, Weird() != 3, 5 in Weird(), 5 not in Weird())
