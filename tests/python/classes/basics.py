"""Classes: attributes of class and instance, methods, defaults, repr."""


class Counter:
    """Counts."""

    instances = 0
    shared = []

    def __init__(self, start=0):
        self.value = start
        Counter.instances += 1

    def increment(self, by=1):
        self.value += by
        return self

    def __repr__(self):
        return f"Counter({self.value})"


a = Counter()
b = Counter(10)
a.increment().increment(5)
print(a, b, Counter.instances, a.instances, Counter.__doc__, Counter.__name__)
a.shared.append("x")
print(b.shared, Counter.shared is a.shared)
a.instances = "own"
print(a.instances, b.instances, a.__dict__, b.__dict__)
del a.instances
print(a.instances)
print(Counter.increment(b, 3))
b.extra = 1
print(vars(b), hasattr(a, "extra"))
Counter.describe = lambda self: f"I am {self.value}"
print(a.describe(), b.describe())


class Empty:
    pass


class Nested:
    class Inner:
        x = 1

    y = [Inner.x] * 2


e = Empty()
e.anything = "goes"
print(e.anything, Nested.Inner.x, Nested.y, Nested.Inner.__qualname__, type(e).__name__, Empty.__bases__)
for bad in (lambda: a.missing, lambda: Counter.missing, lambda: a(), lambda: Counter(1, 2), lambda: Counter.increment()):
    try:
        bad()
    except (AttributeError, TypeError) as error:
        print(error)
print(Counter, Empty, type(Counter), Nested.Inner)
