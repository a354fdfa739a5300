"""The operators as functions, and getters for items, attributes and methods."""

# NATIVE: CPython has all of these in C.

_abs = abs


def lt(a, b): return a < b
def le(a, b): return a <= b
def eq(a, b): return a == b
def ne(a, b): return a != b
def ge(a, b): return a >= b
def gt(a, b): return a > b
def not_(a): return not a
def truth(a): return True if a else False
def is_(a, b): return a is b
def is_not(a, b): return a is not b
def add(a, b): return a + b
def sub(a, b): return a - b
def mul(a, b): return a * b
def truediv(a, b): return a / b
def floordiv(a, b): return a // b
def mod(a, b): return a % b
def pow(a, b): return a**b
def matmul(a, b): return a @ b
def neg(a): return -a
def pos(a): return +a
def abs(a): return _abs(a)
def inv(a): return ~a
def and_(a, b): return a & b
def or_(a, b): return a | b
def xor(a, b): return a ^ b
def lshift(a, b): return a << b
def rshift(a, b): return a >> b
def concat(a, b): return a + b
def contains(a, b): return b in a
def getitem(a, b): return a[b]
def call(f, /, *args, **kwargs): return f(*args, **kwargs)


invert = inv


def setitem(a, b, c):
    """a[b] = c"""
    a[b] = c


def delitem(a, b):
    """del a[b]"""
    del a[b]


def iadd(a, b):
    """a += b; returns a."""
    a += b
    return a


def length_hint(obj, default=0):
    """How many items `obj` has, or promises to have."""
    if not isinstance(default, int):
        raise TypeError(f"'{type(default).__name__}' object cannot be interpreted as an integer")
    try:
        return len(obj)
    except TypeError:
        pass
    method = getattr(type(obj), "__length_hint__", None)
    if method is None:
        return default
    hint = method(obj)
    return default if hint is NotImplemented else hint


def isub(a, b):
    """a -= b; returns a."""
    a -= b
    return a


def imul(a, b):
    """a *= b; returns a."""
    a *= b
    return a


def itruediv(a, b):
    """a /= b; returns a."""
    a /= b
    return a


def ifloordiv(a, b):
    """a //= b; returns a."""
    a //= b
    return a


def imod(a, b):
    """a %= b; returns a."""
    a %= b
    return a


def ipow(a, b):
    """a **= b; returns a."""
    a **= b
    return a


def imatmul(a, b):
    """a @= b; returns a."""
    a @= b
    return a


def iand(a, b):
    """a &= b; returns a."""
    a &= b
    return a


def ior(a, b):
    """a |= b; returns a."""
    a |= b
    return a


def ixor(a, b):
    """a ^= b; returns a."""
    a ^= b
    return a


def ilshift(a, b):
    """a <<= b; returns a."""
    a <<= b
    return a


def irshift(a, b):
    """a >>= b; returns a."""
    a >>= b
    return a


iconcat = iadd


def index(a):
    """The integer that `a` stands for."""
    if isinstance(a, int):
        return int(a)
    method = getattr(type(a), "__index__", None)
    if method is None:
        raise TypeError(f"'{type(a).__name__}' object cannot be interpreted as an integer")
    return method(a)


def countOf(a, b):
    """How often `b` occurs in `a`."""
    return sum(1 for item in a if item is b or item == b)


def indexOf(a, b):
    """Where `b` first occurs in `a`."""
    for i, item in enumerate(a):
        if item is b or item == b:
            return i
    raise ValueError("sequence.index(x): x not in sequence")


class itemgetter:
    """itemgetter(2)(x) is x[2]; itemgetter(2, 5)(x) is (x[2], x[5])."""

    __slots__ = ("_items",)

    def __init__(self, item, /, *items):
        self._items = (item, *items)

    def __call__(self, obj, /):
        if len(self._items) == 1:
            return obj[self._items[0]]
        return tuple(obj[item] for item in self._items)

    def __repr__(self):
        return f"operator.itemgetter({', '.join(map(repr, self._items))})"


class attrgetter:
    """attrgetter("a.b")(x) is x.a.b; with several names, a tuple."""

    __slots__ = ("_attrs",)

    def __init__(self, attr, /, *attrs):
        self._attrs = (attr, *attrs)
        for name in self._attrs:
            if not isinstance(name, str):
                raise TypeError("attribute name must be a string")

    def __call__(self, obj, /):
        values = []
        for path in self._attrs:
            value = obj
            for name in path.split("."):
                value = getattr(value, name)
            values.append(value)
        return values[0] if len(values) == 1 else tuple(values)

    def __repr__(self):
        return f"operator.attrgetter({', '.join(map(repr, self._attrs))})"


class methodcaller:
    """methodcaller("name", 1)(x) is x.name(1)."""

    __slots__ = ("_name", "_args", "_kwargs")

    def __init__(self, name, /, *args, **kwargs):
        if not isinstance(name, str):
            raise TypeError("method name must be a string")
        self._name = name
        self._args = args
        self._kwargs = kwargs

    def __call__(self, obj, /):
        return getattr(obj, self._name)(*self._args, **self._kwargs)

    def __repr__(self):
        parts = [repr(self._name), *map(repr, self._args)]
        parts += [f"{key}={value!r}" for key, value in self._kwargs.items()]
        return f"operator.methodcaller({', '.join(parts)})"
