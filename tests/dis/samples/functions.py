def empty(): pass


def doc():
    """Only a docstring.

        Deep.
      Less.
    """


def doc2():
    'doc'
    return 1


def args(a, b, /, c, d=1, *rest, e, f=2, g=x, **kw): return a, b, c, d, rest, e, f, g, kw


def defaults(a=1, b=2): return a


def defaults2(a=x, b=y()): return a


def bare(*, k): return k


def bare2(*, k=1, m=2): return k


def annotated(a: int, b: "str" = 2, *args: tuple, k: x.y = 3, **kw: dict) -> list[int]:
    local: int = 1
    return local


def star_annotation(*args: *Ts): pass


@decorator
def decorated(): return 1


@a.b
@c(1, x=2)
def decorated2(x):
    return x


def closure(a, b):
    c = 1
    def inner(d):
        nonlocal c
        c += 1
        return a + c + d
    def inner2(e=b):
        return inner(e)
    del b
    return inner, inner2


def deep(a):
    def mid():
        def leaf():
            return a
        return leaf
    return mid


def recursive(n):
    def fact(k):
        return 1 if k < 2 else k * fact(k - 1)
    return fact(n)


def cell_param(x):
    return lambda: x


def cell_args(*args, **kw):
    return lambda: (args, kw)


def returns(x):
    if x: return
    if x:
        return None
    if x:
        return (
            x
        )
    if x:
        return (1,
                2)
    for i in x:
        return i
    while x:
        return 1
    return


def implicit(x):
    if x:
        f()
    else:
        g()


def global_func():
    global made
    def made(): pass
    class Local:
        global inner
        def inner(self): pass
        def method(self):
            return global_func


def unicode(한글, ñ=1):
    변수 = 한글 + ñ
    return 변수.속성("값", 한글)


x = lambda a, *b, c=1, **d: a
y = lambda: (lambda: 1)
z = [lambda: i for i in range(3)]


def outer_global():
    x = 1
    def f():
        global x
        return x
    return f


def conditional(a):
    if a:
        import m
    return m


def swap(a, b, c):
    a, b = b, a
    a, b, c = c, a, b
    a, b, c = b, c, a
    a, b, a = c, a, b
    return a, b, c
