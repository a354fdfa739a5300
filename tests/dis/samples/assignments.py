"""Module docstring.

    Indented line.
"""
x = 1
x: int = 2
y: "str"
(z): int = 3
a = b = c = x
a, b = b, a
a, b, c = c, b, a
[a, b] = x, y
a, *b = range(5)
*a, b = range(5)
a, *b, c = 1, 2, 3
(a, (b, c)), d = (1, (2, 3)), 4
x += 1
x -= y
x.attr = 1
x.attr += 2
x[0] = 1
x[0] += 3
x[1:2] = [1]
x[1:2] += [2]
x[1:2:3] = y
x[:] = z
x[y, 1:2] = 4
x.y.z[3].w = 5
del a
del x[0], x.attr, x[1:2], (b, c), [d]
x.annotated: int
x[0]: int
x[1:2]: str
x.w: int = 3
x //= 2
x **= 2
x @= y
x %= 3
x /= 4
x <<= 1
x >>= 1
x &= 1
x |= 2
x ^= 3


def locals_(p, q):
    a = p
    b = a
    a, b = b, a
    a, b, c = q, p, a
    c = a, b
    (a, b), c = c, q
    a = a = b
    a = b = c
    _ = _ = p
    x: int = 4
    y: int
    p.z: int
    a += b
    b -= 1
    a[b] += c
    a.b.c += d
    a[b:c] += d
    del a
    return a


def unbound(flag):
    if flag:
        value = 1
    print(value)
    print(value)
    del value
    value
    for i in flag:
        pass
    return i


def global_names():
    global g1, g2
    g1 = 1
    g1 += 2
    del g2
    return g1


def many_locals():
    a0 = a1 = a2 = a3 = a4 = a5 = a6 = a7 = a8 = a9 = 1
    b0 = b1 = b2 = b3 = b4 = b5 = b6 = b7 = b8 = b9 = 2
    a, b, c, d = a0, b0, b8, b9
    return b7 + b8 + a1 + a2
