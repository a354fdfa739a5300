"""cache and lru_cache: hits, misses, eviction, typed, clear."""

from functools import cache, lru_cache


@cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(80), fib.cache_info(), fib.__name__, fib.__wrapped__(1))


@lru_cache(maxsize=2)
def square(n):
    print("computing", n)
    return n * n


print(square(1), square(2), square(1), square(3), square(2), square.cache_info())
square.cache_clear()
print(square.cache_info(), square(n=1), square(1))


@lru_cache
def default_size(a, b=2):
    return a + b


print(default_size(1), default_size(1, 2), default_size(1, b=2), default_size.cache_info())


@lru_cache(maxsize=None, typed=True)
def typed(x):
    return type(x).__name__


print(typed(1), typed(1.0), typed(True), typed.cache_info().currsize)
try:
    square([1])
except TypeError as error:
    print(error)


@lru_cache(maxsize=0)
def never(x):
    return x


print(never(1), never(1), never.cache_info())


@lru_cache
def half(x):
    print("half of", repr(x))
    return x / 2


print([half(x) for x in (2, 2.0, True, 1, 1.0, "a"[:0] or 4, 2.0)], half.cache_info())
