import threading
import os.path
import os.path as path
import a.b.c as d, e
from mod import name, other as renamed
from . import sibling
from ..up import thing
from star import *

f()
f(1)
f(1, x)
f(k=1)
f(1, k=2, m=x)
f(*args)
f(**kw)
f(1, *args)
f(*args, 1)
f(*args, **kw)
f(1, *args, k=2, **kw)
f(k=1, **kw)
f(k=1, m=2, **kw)
f(**kw, k=1)
f(**a, **b)
f(*a, *b, k=1, m=2)
f(*(1, 2))
f(x for x in y)
f((x for x in y), 1)
f(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31)
f(a=1, b=2, c=3, d=4, e=5, f=6, g=7, h=8, i=9, j=10, k=11, l=12, m=13, n=14, o=15, p=16)
x.m()
x.m(1, k=2)
x.m(*args)
x.m(**kw)
x.y.m(1)
threading.Thread(target=f).start()
threading.Lock()
path.join(1)
name.attr()
x().y()
x[0](1)
(lambda: 1)()
print(f"{x}")
"a b".split()
(x.y)(1)


def local(x, threading2, self):
    x.m(1)
    threading.Lock()
    self.x.y(x)
    import inner
    inner.f()
    from m import (a, b as c,)
    return c(a)


class Base(object): pass


class Child(Base, metaclass_=1):
    def m(self, *args, **kw):
        super().m(*args, **kw)
        super().m(1, 2)
        super().m(1, k=2)
        super().attr
        super().attr.other()
        super(Child, self).m()
        super(Child, self).attr
        super().__init__()
        super
        __class__
        return super().m

    @staticmethod
    def no_self():
        return super().x

    def nested(self):
        def inner():
            return super().x, self
        return inner

    def multi(self):
        return (super()
                .first()
                .second)
