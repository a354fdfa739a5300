"""Type parameters of functions and classes, and the type statement."""
type Number = int | float
type Pair[T] = tuple[T, T]
type Tree = list[Tree] | int


def first[T](items: list[T]) -> T:
    return items[0]


def largest[T: (int, str), *Ts, **P](a: T, b: T = 3) -> T:
    return max(a, b)


class Stack[T]:
    def __init__(self):
        self.items: list[T] = []

    def push(self, item: T) -> None:
        self.items.append(item)

    def mapped[U](self, function) -> "list[U]":
        return [function(item) for item in self.items]


class Named[K: str, V](dict):
    kind = "named"


def attempt(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


print(first([3, 4]), first.__name__, first.__qualname__)
print(largest(1), largest("a", "b"))
attempt(lambda: first())
attempt(lambda: Stack().mapped())
stack = Stack[int]()
stack.push(1)
stack.push(2)
print(stack.items, stack.mapped(str), Stack.__name__, Stack.__qualname__, Stack.mapped.__qualname__)
print(Named(a=1), Named.kind, issubclass(Named, dict))
print(Number, Number.__value__, Pair.__name__, Pair.__type_params__, Tree.__value__)


def scope(x):
    type Local = int

    def inner[T](y: T):
        nonlocal x
        x += y
        return x, Local

    return inner


print(scope(1)(2), scope(1).__qualname__)
