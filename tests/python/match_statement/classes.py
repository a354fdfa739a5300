from dataclasses import dataclass


@dataclass
class Point:
    x: int
    y: int


@dataclass
class Circle:
    center: Point
    radius: float


class Box:
    __match_args__ = ("width", "height")

    def __init__(self, width, height):
        self.width, self.height = width, height


def f(shape):
    match shape:
        case Point(0, 0):
            return "origin"
        case Point(x=0, y=y):
            return f"on the y axis at {y}"
        case Point(x, y) if x == y:
            return f"diagonal {x}"
        case Point():
            return "point"
        case Circle(Point(x, y), radius=r):
            return f"circle at {x},{y} of {r}"
        case Box(w, h):
            return f"box {w}x{h}"
        case int(n) | float(n):
            return f"number {n}"
        case str() as s:
            return f"text {s}"


for s in [Point(0, 0), Point(0, 5), Point(3, 3), Point(1, 2), Circle(Point(1, 2), 3), Box(4, 5), 7, 1.5, "t", None]:
    print(f(s))
try:
    match Box(1, 2):
        case Box(a, b, c):
            pass
except TypeError as error:
    print(error)
try:
    match 1:
        case Point(1, 2, 3):
            pass
    print("no error for another class")
except TypeError as error:
    print(error)
