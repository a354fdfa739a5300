class Empty: pass


class Doc:
    """Doc.

    More.
    """


class Fields:
    x = 1
    y: int
    z: str = "a"
    w = x + 1
    __private = 2
    def method(self):
        self.__private = 3
        self.a, self.b = 1, 2
        self.c: int = 3
        self.d += 1
        return self.__private + other.__mangled + __free
    def __init__(self, __arg, *, __kw=1):
        self.x = __arg
        __local = 1
        import __module
        return __local
    @property
    def prop(self): return 1
    @prop.setter
    def prop(self, value): self._prop = value


@decorator
@other(1)
class Decorated(Base, Other, key=1): x = 1


class Star(*bases, **kw): pass


def make(n):
    class Local:
        value = n
        def get(self):
            return n, __class__
        n = 2
        other = n
        comp = [n for _ in range(3)]
        gen = (n for _ in range(3))
        lam = lambda self: n
    return Local


class Nested:
    class Inner:
        class Deep:
            def f(self): return self
        x = 1
    comp = [x for x in range(3)]
    comp2 = [y for x in range(3) for y in range(x)]
    comp3 = {k: v for k, v in x}
    comp4 = [comp for z in comp]
    lam = [lambda: q for q in x]


class Conditional:
    if x:
        a: int = 1
    else:
        def b(self): pass
    for i in range(3):
        c = i
    try:
        d = 1
    except E as e:
        pass
    with x as y: pass
    del i


class Super(Base):
    def __new__(cls, *args):
        obj = super().__new__(cls)
        return obj
    def f(self):
        return [super().x for _ in self]


class Redefine:
    __slots__ = ("a", "b")
    def a(self): pass
    def a(self, x): self.a = x
    __doc__ = "late"
