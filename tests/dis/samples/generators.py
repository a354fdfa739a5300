def g1():
    yield
    yield 1
    x = yield 2
    y = yield from x
    print((yield))
    return y


def g2(n):
    i = 0
    while i < n:
        yield i
        i += 1


def g3():
    yield from a
    yield from b()


def g4(x):
    for i in x:
        if i: yield i
        else: return


def g5(a, b):
    def inner():
        yield a
    yield inner
    return b


def g6(): return (yield)


x = (i for i in y)
x = (i for i in y if i)
x = (i * j for i in y for j in z if i if j)
x = (i for i in [1, 2])
x = list(i for i in y)
lam = lambda: (yield 1)


def g7(a):
    b = 2
    return (x + a + b for x in a if x > b)


def g8(*args, **kw):
    x = yield args
    while True:
        try:
            x = yield x
        except GeneratorExit:
            return
        except Exception as e:
            x = e


def g9(a):
    with a as b:
        yield b
        yield from b
    for x in (yield):
        yield x


def g10():
    return
    yield
