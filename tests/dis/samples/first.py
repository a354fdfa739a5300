def f(xs):
    while xs:
        print(xs)
    for x in xs:
        g(x)
    assert xs, "no"
    return [y for y in xs if y]
def g():
    yield 1
    yield from x
lam = lambda: (yield)
class A:
    "doc"
    def m(self):
        self.x = 1
        self.y += 1
        return super().m()
