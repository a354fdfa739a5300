"""__new__, __init__, singletons, immutable subclasses, __call__ of classes, __del__-free life."""


class Singleton:
    _instance = None

    def __new__(cls, *args):
        if cls._instance is None:
            print("creating")
            cls._instance = super().__new__(cls)
        return cls._instance

    def __init__(self, value=None):
        print("init", value)
        self.value = value


a = Singleton(1)
b = Singleton(2)
print(a is b, a.value)


class Pair(tuple):
    def __new__(cls, a, b):
        return super().__new__(cls, (a, b))

    @property
    def first(self):
        return self[0]


p = Pair(1, 2)
print(p, p.first, len(p), p == (1, 2), type(p).__name__, p + (3,))


class Even(int):
    def __new__(cls, n):
        if n % 2:
            raise ValueError(f"{n} is odd")
        return int.__new__(cls, n)


print(Even(4) + 1, isinstance(Even(2), int))
try:
    Even(3)
except ValueError as error:
    print(error)


class Other:
    def __new__(cls):
        return "not an instance"

    def __init__(self):
        print("never called")


print(Other())


class BadInit:
    def __init__(self):
        return 5


for bad in (lambda: BadInit(), lambda: object.__new__(int), lambda: object().x):
    try:
        bad()
    except (TypeError, AttributeError) as error:
        print(error)


class Base:
    created = []

    def __new__(cls, *args, **kwargs):
        self = super().__new__(cls)
        cls.created.append(cls.__name__)
        return self


class Child(Base):
    def __init__(self, x, *, y):
        self.x, self.y = x, y


Dynamic = type("Dynamic", (Base,), {"greet": lambda self: "hi from " + type(self).__name__})
print(Dynamic.__name__, Dynamic.__bases__, issubclass(Dynamic, Base), Dynamic().greet())
c = Child(1, y=2)
print(Base.created, c.x, c.y)
c.__class__ = Base
print(type(c).__name__, c.x)
