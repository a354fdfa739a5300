"""Generators: lazy, remember their place, end with StopIteration."""


def countdown(n):
    print("starting")
    while n > 0:
        yield n
        n -= 1
    print("done")
    return "liftoff"


g = countdown(2)
print(type(g).__name__, g.__name__)
print(next(g))
print(next(g))
try:
    next(g)
except StopIteration as stop:
    print("value:", stop.value, stop.args)
print(next(g, "exhausted"), list(g))


def fibonacci():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


def take(n, iterable):
    for i, item in enumerate(iterable):
        if i == n:
            return
        yield item


print(list(take(10, fibonacci())), sum(take(5, fibonacci())))


def empty():
    return
    yield


print(list(empty()), [*empty()])


def pipeline(lines):
    numbers = (int(line) for line in lines if line.strip())
    squares = (n * n for n in numbers)
    return sum(squares)


print(pipeline(["1", "", "2", " 3 "]))


def pairs():
    yield 1, 2
    x = yield
    yield [x]


print(list(pairs()), dict(take(2, iter([("a", 1), ("b", 2), ("c", 3)]))))
for letter, number in zip("ab", countdown(5)):
    print(letter, number)


def in_try():
    try:
        yield 1
        yield 2
    finally:
        print("cleaned up")


print(list(in_try()))
