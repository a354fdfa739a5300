"""Positional-only, ordinary, starred, keyword-only and double-starred parameters."""


def everything(a, b=2, /, c=3, *args, d, e=5, **kwargs):
    return a, b, c, args, d, e, kwargs


print(everything(1, d=4))
print(everything(1, 20, 30, 40, 50, d=4, e=6, f=7))
print(everything(*[1, 2, 3, 4], **{"d": 9, "z": 0}))
print(everything(1, *(2,), d=4, **{"a": "kept", "b": "too"}))


def keyword_only(*, key, other="x"):
    return key, other


def positional_only(x, y, /):
    return x - y


def defaults(a, b=[], c=None):
    b.append(a)
    return b, c


print(keyword_only(key=1), keyword_only(other=2, key=3), positional_only(5, 3))
print(defaults(1), defaults(2), defaults(3, []), defaults(4, c="given"))


def collect(*args, **kwargs):
    return args, kwargs


print(collect(), collect(1, 2), collect(x=1), collect(*"ab", *[3], **{"k": 1}, z=2))
print((lambda *args, sep=" ": sep.join(map(str, args)))(1, 2, 3, sep="-"))


def no_return():
    pass


def early(x):
    if x:
        return
    return "late"


print(no_return(), early(1), early(0))
print(everything.__defaults__, everything.__kwdefaults__, everything.__code__.co_argcount, everything.__code__.co_varnames)
