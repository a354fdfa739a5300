"""Where a walrus in a comprehension or function binds."""

numbers = [1, 2, 3]
doubled = [last := n * 2 for n in numbers]
print(doubled, last)


def inside():
    values = [seen := n for n in range(4)]
    return values, seen


print(inside(), "seen" in globals())


def with_global():
    global g
    [g := n for n in range(3)]


with_global()
print(g)


def with_nonlocal():
    x = 0

    def inner():
        nonlocal x
        [x := x + n for n in (1, 2, 3)]
        return x
    return inner(), x


print(with_nonlocal())
print({k: (v := k * k) for k in range(3)}, v, {(s := c) for c in "a"}, s)
if (a := 1) and (b := 0) or (c := 3):
    print(a, b, c)
print(y := 5, y + 1)
while not (done := y > 7):
    y += 1
print(done, y)
