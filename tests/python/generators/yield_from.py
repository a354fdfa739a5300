"""yield from delegates next, send, throw and close, and gives the result back."""


def inner():
    received = []
    try:
        while True:
            item = yield len(received)
            if item is None:
                return received
            received.append(item)
    except ValueError as error:
        yield f"inner caught {error}"
        return ["error"]
    finally:
        print("inner ends")


def outer():
    result = yield from inner()
    print("inner gave", result)
    result = yield from inner()
    print("inner gave", result)
    return "outer done"


g = outer()
print(next(g), g.send("a"), g.send("b"))
print(g.send(None))
print(g.throw(ValueError("oops")))
try:
    next(g)
except StopIteration as stop:
    print(stop.value)


def chain(*iterables):
    for iterable in iterables:
        yield from iterable


print(list(chain("ab", [1, 2], range(2), (n for n in (7,)))))


class Tree:
    def __init__(self, value, left=None, right=None):
        self.value, self.left, self.right = value, left, right

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.value
        if self.right:
            yield from self.right


print(list(Tree(4, Tree(2, Tree(1), Tree(3)), Tree(5))))
closing = outer()
next(closing)
closing.close()
print("closed")


def returns(value):
    return value
    yield


def combine():
    a = yield from returns(1)
    b = yield from returns(2)
    yield a + b


print(list(combine()))
