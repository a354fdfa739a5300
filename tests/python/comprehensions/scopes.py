"""What a comprehension sees and what it leaves behind."""
x = "outside"
print([x for x in range(3)], x)
print([(x, y) for x in range(3) for y in range(x)], {y: x for x, y in [(1, 2)]}, {n % 3 for n in range(9)})


def adders():
    return [lambda n: n + k for k in range(3)], [lambda n, k=k: n + k for k in range(3)]


late, early = adders()
print([f(10) for f in late], [f(10) for f in early])


class Table:
    size = 3
    rows = [n for n in range(size)]
    squares = list(n * n for n in range(3))


print(Table.rows, Table.squares)
print([last := n for n in range(4)], last)
print([[row[i] for row in [[1, 2], [3, 4]]] for i in range(2)])
