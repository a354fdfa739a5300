"""while with break, continue and else; nested loops; endless loops left by break."""

n = 27
steps = 0
while n != 1:
    n = n // 2 if n % 2 == 0 else 3 * n + 1
    steps += 1
print("collatz steps", steps)

i = 0
while True:
    i += 1
    if i % 2:
        continue
    if i > 8:
        break
    print("even", i)

count = 3
while count:
    count -= 1
else:
    print("ran out, count is", count)

while count < 5:
    count += 1
    if count == 3:
        print("broke at", count)
        break
else:
    print("never printed")

while False:
    print("never printed")
else:
    print("else of a loop that never ran")

row = 0
while row < 3:
    column = 0
    while column < 3:
        if column == row:
            column += 1
            continue
        if column > 1 and row > 1:
            break
        print(row, column)
        column += 1
    row += 1
