"""__slots__: no other attributes, no __dict__, inheritance, class variables."""


class Point:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __repr__(self):
        return f"Point({self.x}, {self.y})"


p = Point(1, 2)
p.x = 10
print(p, Point.__slots__, hasattr(p, "__dict__"))
for bad in (lambda: setattr(p, "z", 3), lambda: p.z, lambda: p.__dict__):
    try:
        bad()
    except AttributeError as error:
        print(error)
del p.y
try:
    p.y
except AttributeError as error:
    print(error)


class Point3(Point):
    __slots__ = ("z",)


class Open(Point):
    pass


q = Point3(1, 2)
q.z = 3
print(q.x, q.z, hasattr(q, "__dict__"))
o = Open(1, 2)
o.anything = 5
print(o.anything, o.__dict__, o.x)


class Constant:
    __slots__ = ()
    limit = 10


c = Constant()
print(c.limit)
try:
    c.limit = 11
except AttributeError as error:
    print(error)
try:
    class Conflict:
        __slots__ = ("a",)
        a = 1
except ValueError as error:
    print(error)


class Single:
    __slots__ = "only"


s = Single()
s.only = 1
print(s.only)
