"""for over every iterable, with break, continue, else, unpacking and odd targets."""

for letter in "abc":
    print(letter, end=" ")
print()

for i in range(10, 0, -3):
    print(i, end=" ")
print()

for key, value in {"one": 1, "two": 2}.items():
    print(key, value)

for i, (a, *rest) in enumerate([(1, 2, 3), (4,), (5, 6)], start=1):
    print(i, a, rest)


def first_divisor(n):
    for d in range(2, n):
        if n % d == 0:
            break
    else:
        return None
    return d


for n in (7, 9, 15, 2):
    print(n, first_divisor(n))

target = {}
for target["k"] in range(3):
    pass
print(target)

items = [1, 2, 3, 4]
for item in items[:]:
    if item % 2 == 0:
        continue
    items.remove(item)
print(items, "last item was", item)

for x in []:
    print("never")
else:
    print("nothing to do")

for i in range(3):
    i = 10
print(i)

matrix = [[1, 2, 3], [4, 5, 6]]
for row in matrix:
    for cell in row:
        if cell == 5:
            break
        print(cell, end=",")
    else:
        print("row done")
        continue
    print("found")
    break
