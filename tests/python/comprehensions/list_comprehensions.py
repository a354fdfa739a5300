"""List comprehensions: conditions, nesting, scope."""

print([x * x for x in range(6)], [x for x in range(20) if x % 3 == 0 if x % 2 == 0])
print([(x, y) for x in range(3) for y in range(x)], [[i * j for j in range(3)] for i in range(3)])
print([c.upper() for c in "abc"], ["even" if n % 2 == 0 else "odd" for n in range(4)])
print([cell for row in [[1, 2], [3], []] for cell in row], [a + b for a, b in [(1, 2), (3, 4)]])
x = "outer"
squares = [x for x in range(3)]
print(x, squares)
print([y := 5, y ** 2], [last := n for n in range(4)], last)
primes = [n for n in range(2, 50) if all(n % d for d in range(2, n))]
print(primes)
print([*[1, 2], *(n for n in (3, 4))], [i for i in [*range(3)][::-1]])


def scale(factor):
    return [factor * n for n in range(4)]


print(scale(10), [f(3) for f in [lambda v: v + 1, lambda v: v * 2]])


class Table:
    rows = [1, 2, 3]
    doubled = [r * 2 for r in rows]


print(Table.doubled)
try:
    [1 / n for n in (2, 1, 0)]
except ZeroDivisionError as error:
    print(error)
print([[a for a in row if a] for row in ([0, 1], [2, 0])])
transposed = [[row[i] for row in [[1, 2, 3], [4, 5, 6]]] for i in range(3)]
print(transposed)
