if x:
    y: int
for i in x:
    z: int = 1


def f():
    a: int
    b: int = 1
    c.d: int
    c[0]: int = 2
    return lambda: a


class C:
    x: int = (y := 3)
    def m(self, a: x): pass
    if x:
        b: str
