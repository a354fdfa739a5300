"""ranges in loops: countdowns, strides, windows, pages."""

print([*range(5, -1, -1)], [*range(0, 21, 5)], [*range(3, 3)], [*range(-6, 7, 4)])
data = list("abcdefghij")
for start in range(0, len(data), 4):
    print(start, data[start : start + 4])
print([data[i : i + 3] for i in range(len(data) - 2)][:2], [(i, data[i]) for i in range(len(data) - 1, -1, -3)])
triangle = [[1] * (n + 1) for n in range(6)]
for n in range(2, 6):
    for k in range(1, n):
        triangle[n][k] = triangle[n - 1][k - 1] + triangle[n - 1][k]
print(triangle)
print(sum(range(1, 101)), sum(range(0, 100, 2)), len(range(7, 1000, 13)), range(7, 1000, 13)[-1], 59 in range(7, 1000, 13), 60 in range(7, 1000, 13))
r = range(10)
print(r[2:8:2], list(r[::-3]), r[-4:], r == range(0, 10), range(0, 3, 2) == range(0, 4, 2), r.index(4), range(5, 0, -2).count(3))
for i in range(3):
    for j in range(i, 3):
        print(f"{i}{j}", end=" ")
print()
total = 0
for _ in range(1000):
    total += 1
print(total, [i for i in reversed(range(0, 10, 3))], min(range(10, 0, -1)), list(map(lambda i: i % 3, range(5))), isinstance(range(3), range))
