"""Decorators: plain, with arguments, stacked, keeping names, on classes and methods."""

import functools


def log(f):
    @functools.wraps(f)
    def wrapper(*args, **kwargs):
        print("call", f.__name__, args, kwargs)
        result = f(*args, **kwargs)
        print("returned", result)
        return result
    return wrapper


def repeat(times):
    def decorate(f):
        def wrapper(*args):
            return [f(*args) for _ in range(times)]
        return wrapper
    return decorate


@log
def add(a, b=1):
    """Adds."""
    return a + b


print(add(1), add.__name__, add.__doc__, add.__wrapped__(5, 5))


@repeat(3)
@log
def hello(name):
    return "hi " + name


print(hello("x"), hello.__name__)


def register(registry):
    def decorate(cls):
        registry[cls.__name__] = cls
        return cls
    return decorate


plugins = {}


@register(plugins)
class Plugin:
    @log
    def run(self, n):
        return n * 2


print(plugins["Plugin"] is Plugin)


class Counted:
    def __init__(self, f):
        self.f = f
        self.calls = 0

    def __call__(self, *args):
        self.calls += 1
        return self.f(*args)


@Counted
def square(x):
    return x * x


print(square(3), square(4), square.calls)


@lambda f: f()
def value():
    return "computed once"


print(value)
