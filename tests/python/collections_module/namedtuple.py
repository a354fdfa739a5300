"""namedtuple: access, defaults, _replace, _asdict, errors."""

from collections import namedtuple

Point = namedtuple("Point", "x y")
p = Point(1, y=2)
print(p, p.x, p[1], len(p), p == (1, 2), p + (3,), Point._fields, Point.__name__)
x, y = p
print(x, y, p._replace(x=10), p._asdict(), Point._make([5, 6]), hash(p) == hash((1, 2)))
Job = namedtuple("Job", ["name", "priority", "done"], defaults=[1, False])
print(Job("a"), Job("b", done=True), Job._field_defaults, Job.__doc__)
print(sorted([Point(2, 1), Point(1, 5)]), max(Point(0, 9), Point(1, 0)), {Point(0, 0): "origin"}[(0, 0)])
print(namedtuple("R", "a class a _x", rename=True)._fields, isinstance(p, tuple), issubclass(Point, tuple))


class Circle(namedtuple("CircleBase", "radius color")):
    @property
    def area(self):
        return 3 * self.radius ** 2

    def __str__(self):
        return f"{self.color} circle"


c = Circle(2, "red")
print(c, repr(c), c.area, c._replace(radius=3))
for bad in (
    lambda: Point(1),
    lambda: Point(1, 2, 3),
    lambda: Point(1, 2, z=3),
    lambda: Point(1, x=2),
    lambda: Job(),
    lambda: Job(1, 2, 3, 4),
    lambda: p._replace(z=1),
    lambda: Point._make([1]),
    lambda: setattr(p, "x", 5),
    lambda: p.z,
    lambda: namedtuple("T", "a a"),
    lambda: namedtuple("T", "class"),
    lambda: namedtuple("T", "_a"),
    lambda: namedtuple("1T", "a"),
    lambda: namedtuple("T", "a", defaults=[1, 2]),
):
    try:
        bad()
    except (TypeError, AttributeError, ValueError) as error:
        print(f"{type(error).__name__}: {error}")
