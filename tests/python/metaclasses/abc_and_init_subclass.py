from abc import ABC, ABCMeta, abstractmethod


class Shape(metaclass=ABCMeta):
    def __init_subclass__(cls, /, sides=0, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.sides = sides

    @abstractmethod
    def area(self):
        pass


class Square(Shape, sides=4):
    def area(self):
        return 1


print(Square.sides, Square().area(), isinstance(Square(), Shape))
try:
    Shape()
except TypeError as error:
    print(error)


@Shape.register
class Foreign:
    pass


print(isinstance(Foreign(), Shape), issubclass(Foreign, Shape), issubclass(int, Shape))


class Sized2(ABC):
    @classmethod
    def __subclasshook__(cls, other):
        return hasattr(other, "__len__")


print(isinstance([], Sized2), isinstance(3, Sized2), type(Sized2))
