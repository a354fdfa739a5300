"""Closures share variables, not values; nonlocal writes to them."""


def counter(start=0):
    count = start

    def increment(by=1):
        nonlocal count
        count += by
        return count

    def read():
        return count

    return increment, read


inc, read = counter(10)
inc()
inc(5)
print(read())
other, _ = counter()
print(other(), inc(), read())


def makers():
    result = []
    for i in range(3):
        def f(j=i):
            return i, j
        result.append(f)
    return result


print([f() for f in makers()])


def outer():
    x = "outer"

    def middle():
        def inner():
            nonlocal x
            x = "changed by inner"
            return x
        return inner
    print(middle()(), x)


outer()


def shadowing():
    x = 1

    def inner():
        x = 2
        return x
    return inner(), x


print(shadowing())


def late():
    def show():
        return value
    value = "bound after the definition"
    return show()


print(late())


def unbound():
    def show():
        return value
    try:
        show()
    except NameError as error:
        print(type(error).__name__, error)
    value = 1
    return show()


print(unbound())
inc, read = counter(3)
print(inc.__closure__[0].cell_contents, inc.__code__.co_freevars, read.__name__)


def recursive_closure(n):
    def fib(k):
        return k if k < 2 else fib(k - 1) + fib(k - 2)
    return fib(n)


print(recursive_closure(15))
