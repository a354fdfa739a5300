"""Inheritance, overriding, super in chains and diamonds, MRO."""


class Shape:
    def __init__(self, name):
        self.name = name

    def area(self):
        raise NotImplementedError(f"{type(self).__name__} has no area")

    def describe(self):
        return f"{self.name} of area {self.area()}"


class Rectangle(Shape):
    def __init__(self, w, h):
        super().__init__("rectangle")
        self.w, self.h = w, h

    def area(self):
        return self.w * self.h


class Square(Rectangle):
    def __init__(self, side):
        super().__init__(side, side)
        self.name = "square"

    def describe(self):
        return "a nice " + super().describe()


for shape in (Rectangle(2, 3), Square(4), Shape("blob")):
    try:
        print(shape.describe(), isinstance(shape, Rectangle))
    except NotImplementedError as error:
        print(error)


class A:
    def go(self):
        print("A")


class B(A):
    def go(self):
        print("B")
        super().go()


class C(A):
    def go(self):
        print("C")
        super().go()


class D(B, C):
    def go(self):
        print("D")
        super().go()


D().go()
print([c.__name__ for c in D.__mro__], D.mro()[1] is B, issubclass(D, C), D.__bases__, D.__base__)
super(D, D()).go()
B.go(D())
try:
    class Bad(A, B):
        pass
except TypeError as error:
    print(error)


class Base:
    def __init_subclass__(cls, tag=None, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.tag = tag
        print("new subclass", cls.__name__, tag)


class Child(Base, tag="t1"):
    pass


class Other(Base):
    pass


print(Child.tag, Other.tag, Base.__subclasses__())


class IntList(list):
    def append(self, item):
        super().append(int(item))

    def total(self):
        return sum(self)


numbers = IntList([1, 2])
numbers.append("3")
print(numbers, numbers.total(), len(numbers), isinstance(numbers, list), numbers + [4])


class Quiet(Exception):
    pass


class Text(str):
    def shout(self):
        return self.upper() + "!"


class Celsius(float):
    pass


print(Text("hi").shout(), Text("a") + "b", Celsius(3.5) + 1, type(Celsius(1) + 1).__name__, {Text("k"): 1}["k"])
