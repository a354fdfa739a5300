"""The TypeErrors of wrong calls, word for word."""


def two(a, b):
    pass


def defaulted(a, b=1):
    pass


def key_only(*, key):
    pass


def keys_only(*, k1, k2, k3):
    pass


def pos_only(x, y, /):
    pass


def three(a, b, c):
    pass


class C:
    def __init__(self, x):
        pass

    def method(self, y):
        pass


c = C(1)
nothing = None
text = "text"
for call in (
    lambda: two(1),
    lambda: two(),
    lambda: three(),
    lambda: two(1, 2, 3),
    lambda: two(1, 2, c=3),
    lambda: two(1, a=2),
    lambda: two(b=1),
    lambda: defaulted(),
    lambda: defaulted(1, 2, 3),
    lambda: key_only(),
    lambda: key_only(1),
    lambda: keys_only(k1=1),
    lambda: keys_only(),
    lambda: pos_only(x=1, y=2),
    lambda: pos_only(1, y=2),
    lambda: pos_only(1),
    lambda: two(*[1], **{"zz": 1}),
    lambda: two(*5),
    lambda: two(**5),
    lambda: two(**{1: 2}),
    lambda: two(1, **{"a": 1}),
    lambda: dict(a=1, **{"a": 2}),
    lambda: C(),
    lambda: C(1, 2),
    lambda: c.method(),
    lambda: c.method(1, 2),
    lambda: C.method(),
    lambda: (lambda x: x)(),
    lambda: len(),
    lambda: len(1, 2),
    lambda: print(1, foo=2),
    lambda: nothing(),
    lambda: text(),
    lambda: two(key=1, kez=2),
    lambda: int(1, 2, 3),
    lambda: object(1),
    lambda: isinstance(1),
    lambda: key_only(keys=1),
):
    try:
        call()
        print("no error")
    except TypeError as error:
        print(error)
