"""ABC and abstractmethod: no instances until all methods are there."""

from abc import ABC, abstractmethod


class Shape(ABC):
    @abstractmethod
    def area(self):
        """The area."""

    @abstractmethod
    def name(self):
        return "shape"

    def describe(self):
        return f"{self.name()} of {self.area()}"


class Square(Shape):
    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side ** 2

    def name(self):
        return "square, a " + super().name()


class Partial(Shape):
    def area(self):
        return 0


print(Square(3).describe(), isinstance(Square(1), Shape), issubclass(Square, Shape), sorted(Shape.__abstractmethods__))
for cls in (Shape, Partial):
    try:
        cls()
    except TypeError as error:
        print(error)


class Named(ABC):
    @property
    @abstractmethod
    def title(self):
        ...

    @classmethod
    @abstractmethod
    def make(cls):
        ...


try:
    Named()
except TypeError as error:
    print(error)


class Book(Named):
    title = "a book"

    @classmethod
    def make(cls):
        return cls()


print(Book.make().title)


class Strategy(ABC):
    @abstractmethod
    def run(self, x): ...


class Double(Strategy):
    def run(self, x):
        return 2 * x


class Negate(Strategy):
    def run(self, x):
        return -x


print([s.run(5) for s in (Double(), Negate())])
