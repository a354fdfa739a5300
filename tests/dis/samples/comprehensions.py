a = [x for x in y]
a = [x for x in y if x]
a = [x for x in y if x if z]
a = [x for x in y if x and z or w]
a = [x for x in y if not x]
a = [(x, z) for x in y for z in x]
a = [x for x in [1, 2, 3]]
a = [x for x in [a, b]]
a = {x for x in y}
a = {x: 1 for x in y}
a = {x: z for x, z in y if x}
a = [[z for z in x] for x in y]
a = [z for x in y for z in [f(x)]]
a = [z for x in y for z in (x,) if z]
a = [x for x, in y]
a = [x for (x, *z) in y]
a = [x.y for x.y in z]
a = [lambda: x for x in y]
a = [last := x for x in y]
a = [x if x else z for x in y]
a = [x for x in y if x in (1, 2)]
a = [
    x
    for x in y
    if x
]
print([x for x in y], {x for x in y})
x = [x for x in x]


def f1(y):
    return [x for x in y]


def f2(y):
    x = 1
    z = [x for x in y]
    return x, z


def f3(y, z):
    return [(x, z) for x in y if x is not None]


def f4(y):
    x = 1
    fs = [lambda: x for x in y]
    return fs, x


def f5(y):
    a = 1
    return [lambda: a + x for x in y]


def f6(y):
    x = 1
    def g(): return x
    return [x for x in y], g


def f7(y):
    return [[a + b for b in y] for a in y]


def f8(y):
    if any([(last := x) for x in y]):
        return last
    return {k: v for k, v in y.items() if k if v}


def f9(y):
    [x for x in y]
    def inner(): return x
    return inner


def f10(y):
    try:
        return [f(x) for x in y]
    except X:
        return [x for x in y]


def f11(self):
    return [super().f(x) for x in self]


def f12(y):
    return sum(x for x in y), max((x for x in y), key=len), [i for i in (j for j in y)]


def f13(matrix):
    return [row[i] for row in matrix for i in range(len(row)) if i % 2 == 0 if row]


def f14(y):
    for x in [z for z in y]:
        del x
    return [x for x in y]


def f15():
    nonlocal_ = 1
    def g():
        nonlocal nonlocal_
        return [nonlocal_ := x for x in y]
    return g
