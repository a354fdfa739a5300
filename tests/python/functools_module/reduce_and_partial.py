"""reduce, partial, cmp_to_key, wraps."""

from functools import cmp_to_key, partial, reduce, wraps

print(reduce(lambda a, b: a + b, [1, 2, 3]), reduce(lambda a, b: a * b, [], 1), reduce(max, [3, 9, 2]), reduce(lambda a, b: a + [b], "ab", []))
try:
    reduce(lambda a, b: a, [])
except TypeError as error:
    print(error)


def power(base, exponent=2, *, offset=0):
    return base ** exponent + offset


cube = partial(power, exponent=3)
two_to = partial(power, 2)
print(cube(2), two_to(10), cube(2, offset=1), partial(cube, offset=5)(1), two_to.args, cube.keywords, cube.func is power)
print(list(map(partial(power, 3), [1, 2])), partial(print, "a", sep="-")("b", "c"))
print(sorted(["bb", "a", "ccc"], key=cmp_to_key(lambda a, b: len(b) - len(a))), sorted([3, 1, 2], key=cmp_to_key(lambda a, b: a - b)))


def log(f):
    @wraps(f)
    def inner(*args):
        """inner doc"""
        return f(*args)
    return inner


@log
def add(a, b):
    """Add two."""
    return a + b


print(add.__name__, add.__doc__, add(1, 2), add.__wrapped__(3, 4), add.__qualname__)
try:
    partial(5)
except TypeError as error:
    print(error)
