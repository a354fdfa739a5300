import functools

calls = []


@functools.lru_cache(maxsize=2)
def slow(n):
    """Computes slowly."""
    calls.append(n)
    return n * n


print(slow(1), slow(2), slow(1), slow(3), slow(2), calls, slow.cache_info())
slow.cache_clear()
print(slow.cache_info(), slow.__name__, slow.__doc__, slow.__wrapped__(7))


@functools.cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(60))


@functools.total_ordering
class Version:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n

    def __lt__(self, other):
        return self.n < other.n


print(Version(1) <= Version(2), Version(3) > Version(2), Version(1) >= Version(1))


class Lazy:
    @functools.cached_property
    def value(self):
        print("computing")
        return 42


lazy = Lazy()
print(lazy.value, lazy.value)


@functools.singledispatch
def show(x):
    return f"thing {x}"


@show.register
def _(x: int):
    return f"int {x}"


@show.register(list)
def _(x):
    return f"list of {len(x)}"


print(show(1), show([1, 2]), show("s"))
