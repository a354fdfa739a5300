"""Decorators as tutorials write them: memo, retry, call counting, type checks."""


def memoize(f):
    cache = {}

    def inner(*args):
        if args not in cache:
            inner.misses += 1
            cache[args] = f(*args)
        return cache[args]

    inner.misses = 0
    inner.cache = cache
    return inner


@memoize
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(60), fib.misses, len(fib.cache))


def retry(times, exceptions=(Exception,)):
    def decorate(f):
        def inner(*args, **kwargs):
            for attempt in range(1, times + 1):
                try:
                    return f(*args, **kwargs)
                except exceptions as error:
                    print(f"attempt {attempt} failed: {error}")
            raise RuntimeError("gave up")
        return inner
    return decorate


failures = iter([True, True, False])


@retry(3, (ValueError,))
def flaky():
    if next(failures):
        raise ValueError("not yet")
    return "worked"


@retry(2)
def hopeless():
    return 1 / 0


print(flaky())
try:
    hopeless()
except RuntimeError as error:
    print(error)


def expects(*types):
    def decorate(f):
        def inner(*args):
            for value, wanted in zip(args, types):
                if not isinstance(value, wanted):
                    raise TypeError(f"{f.__name__} wants {wanted.__name__}, got {type(value).__name__}")
            return f(*args)
        return inner
    return decorate


@expects(int, str)
def repeat(n, text):
    return text * n


print(repeat(3, "ab"))
try:
    repeat("3", "ab")
except TypeError as error:
    print(error)
