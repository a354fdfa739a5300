"""Operator methods, their reflected and in-place forms, NotImplemented."""


class Vector:
    def __init__(self, *values):
        self.values = values

    def __repr__(self):
        return f"Vector{self.values}"

    def __add__(self, other):
        if not isinstance(other, Vector):
            return NotImplemented
        return Vector(*(a + b for a, b in zip(self.values, other.values)))

    def __sub__(self, other):
        return Vector(*(a - b for a, b in zip(self.values, other.values)))

    def __mul__(self, k):
        if isinstance(k, Vector):
            return sum(a * b for a, b in zip(self.values, k.values))
        return Vector(*(a * k for a in self.values))

    __rmul__ = __mul__

    def __neg__(self):
        return self * -1

    def __abs__(self):
        return sum(a * a for a in self.values) ** 0.5

    def __bool__(self):
        return any(self.values)

    def __matmul__(self, other):
        return ("matmul", other)

    def __iadd__(self, other):
        print("in place")
        self.values = (self + other).values
        return self

    def __divmod__(self, k):
        return [divmod(a, k) for a in self.values]

    def __pow__(self, k, modulus=None):
        return Vector(*(pow(a, k, modulus) for a in self.values))

    def __round__(self, digits=0):
        return Vector(*(round(a, digits) for a in self.values))

    def __index__(self):
        return len(self.values)

    def __rsub__(self, other):
        return ("rsub", other)

    def __invert__(self):
        return "inverted"


v, w = Vector(1, 2), Vector(3, 4)
print(v + w, v - w, v * 3, 3 * v, v * w, -v, abs(w), bool(v), bool(Vector(0)), v @ 5)
same = v
v += w
print(v, same is v, divmod(w, 2), w ** 2, pow(w, 2, 5), round(Vector(1.26), 1), [10, 20, 30][v], 9 - w, ~v)
for bad in (lambda: v + 1, lambda: 1 + v, lambda: v / 2, lambda: +v, lambda: v < w, lambda: v | 1):
    try:
        bad()
    except TypeError as error:
        print(error)


class Left:
    def __add__(self, other):
        print("Left.__add__")
        return NotImplemented


class Right:
    def __radd__(self, other):
        print("Right.__radd__")
        return "right"


print(Left() + Right())


class Sub(Left):
    def __radd__(self, other):
        print("Sub.__radd__ first")
        return "sub"


print(Left() + Sub())
