"""What a lambda captures, and when."""

x = 1
f = lambda: x
x = 2
print(f())


def scale(k):
    return lambda v: v * k


double, triple = scale(2), scale(3)
print(double(5), triple(5), [scale(n)(10) for n in range(3)])
adders = []
for n in range(3):
    adders.append(lambda v, n=n: v + n)
print([a(10) for a in adders])


def counter():
    count = [0]
    return lambda: count.__setitem__(0, count[0] + 1) or count[0]


c = counter()
print(c(), c(), c())


class Matrix:
    def __init__(self, rows):
        self.rows = rows
        self.at = lambda i, j: self.rows[i][j]

    transpose = lambda self: Matrix([list(r) for r in zip(*self.rows)])


m = Matrix([[1, 2], [3, 4]])
print(m.at(0, 1), m.transpose().at(0, 1))
print(sorted("banana", key=lambda ch: (ch != "n", ch)), max([3, -7, 5], key=lambda v: abs(v)))
try:
    (lambda a, b: a)(1)
except TypeError as error:
    print(error)
