"""Assignment expressions in while, comprehensions and conditions of programs."""

lines = iter(["name=Ada", "", "# comment", "age=36", "END", "never"])
settings = {}
while (line := next(lines)) != "END":
    if not line or line.startswith("#"):
        continue
    if (cut := line.find("=")) > 0:
        settings[line[:cut]] = line[cut + 1 :]
print(settings, line)


def collatz(n):
    steps = [n]
    while (n := n // 2 if n % 2 == 0 else 3 * n + 1) != 1:
        steps.append(n)
    return steps + [1]


print(collatz(6))
data = [3, -1, 4, -1, 5]
print([root for n in data if n > 0 and (root := round(n ** 0.5, 2))])
total = 0
print([total := total + n for n in data], total)
if any((bad := n) < 0 for n in data):
    print("first negative", bad)
print((lambda v: (w := v * 2) + w)(5))


def f(items, *, limit=(size := 3)):
    return items[:limit]


print(f("abcdef"), size)
chunks = []
text = "abcdefgh"
while piece := text[:3]:
    chunks.append(piece)
    text = text[3:]
print(chunks)
