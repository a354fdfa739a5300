"""dataclass: init, repr, equality, defaults, post_init."""

from dataclasses import dataclass, field


@dataclass
class Point:
    x: int
    y: int = 0

    def norm(self):
        return (self.x ** 2 + self.y ** 2) ** 0.5


p = Point(3, 4)
print(p, p.norm(), p == Point(3, 4), p != Point(3), p == (3, 4), Point(y=1, x=2))
p.x = 10
print(p, Point.y, Point.__doc__, Point.__match_args__)


@dataclass
class Team:
    name: str
    members: list = field(default_factory=list)
    score: float = field(default=0.0, repr=False, compare=False)
    id: int = field(init=False, default=7)

    def __post_init__(self):
        self.name = self.name.title()


a, b = Team("red"), Team("blue", ["x"], 5.0)
a.members.append("ada")
print(a, b, a.members, Team("red", ["ada"], 99) == a)


@dataclass
class Base:
    a: int
    b: int = 2


@dataclass
class Child(Base):
    c: int = 3
    b: int = 20


print(Child(1), Child(1, 2, 3))


@dataclass
class Node:
    value: int
    next: "Node" = None


n = Node(1, Node(2))
print(n)
n.next.next = n
print(n)
for bad in (lambda: Point(), lambda: Point(1, 2, 3), lambda: Point(1, z=3), lambda: Point(1, x=2), lambda: Team(id=3, name="x")):
    try:
        bad()
    except TypeError as error:
        print(error)
try:
    @dataclass
    class Wrong:
        items: list = []
except ValueError as error:
    print(error)
try:
    @dataclass
    class WrongOrder:
        a: int = 1
        b: int
except TypeError as error:
    print(error)
