"""What numbers leave to sequences: int.__mul__ knows no tuple, 3 * (1,) is the tuple's own."""

for f in (lambda: int.__mul__(8, (1,)), lambda: int.__mul__(2, "a"), lambda: float.__mul__(2.0, "a"), lambda: int.__add__(1, "a"), lambda: (1).__mul__([1]), lambda: (1,).__mul__(2), lambda: int.__rmul__(2, "a"), lambda: bool.__mul__(True, "a"), lambda: int.__add__(1, 2.0), lambda: int.__sub__(1, 1.0), lambda: float.__add__(1.0, 2), lambda: int.__pow__(2, 0.5), lambda: int.__eq__(1, 1.0), lambda: int.__lt__(1, 2.0), lambda: str.__mul__("a", 2), lambda: str.__eq__("a", 1), lambda: list.__eq__([], ()), lambda: int.__truediv__(1, 2.0), lambda: int.__mod__(5, 2.0), lambda: int.__floordiv__(1, "a"), lambda: int.__and__(1, 1.0), lambda: int.__divmod__(1, 2.0)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)

class I(int):
    pass


class F(float):
    pass


class S(str):
    pass


class L(list):
    pass

for f in (lambda: I(3) * "a", lambda: "a" * I(3), lambda: [1] * I(2), lambda: I(2) * [1], lambda: I(2) * S("b"), lambda: S("b") * I(2), lambda: L([1]) * 2, lambda: 2 * L([1]), lambda: I(2) * (1,), lambda: F(2.0) * "a", lambda: I(2) == F(2.0), lambda: I(2) + F(1), lambda: True * "a", lambda: I(2) * b"x", lambda: I(2) < "a", lambda: sum([I(2), 2.5])):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
