"""Assignment expressions: where they bind and what they are worth."""

data = [4, 8, 15, 16, 23, 42]
if (n := len(data)) > 5:
    print("many:", n)

numbers = iter(data)
while (value := next(numbers, None)) is not None:
    if value > 15:
        break
print("stopped at", value)

print([y for x in data if (y := x * 2) % 3 == 0], "y is", y)
print((a := 1, b := a + 1), a, b)
print(f"{(width := 5)} {width:>5}")


def clean(text):
    return [word for raw in text.split(",") if (word := raw.strip())]


print(clean(" a, b,, c ,"))


def running(values):
    total = 0
    return [total := total + v for v in values]


print(running([1, 2, 3]))
print(any((witness := v) > 20 for v in data), witness)
