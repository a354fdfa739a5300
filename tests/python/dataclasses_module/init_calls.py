"""Calling a dataclass: defaults, factories, keyword-only fields, and tracebacks from inside."""
import inspect
import traceback
from dataclasses import KW_ONLY, InitVar, dataclass, field


@dataclass
class Point:
    x: int
    y: int = 0


@dataclass
class Basket:
    owner: str
    items: list = field(default_factory=list)
    _: KW_ONLY
    limit: int = 3
    code: str


@dataclass(frozen=True)
class Fixed:
    self: int
    total: int = field(init=False, default=7)


@dataclass
class Checked:
    value: int
    factor: InitVar[int] = 2
    double: int = field(init=False)
    log: list = field(init=False, default_factory=list)

    def __post_init__(self, factor):
        if self.value < 0:
            raise ValueError(f"negative: {self.value}")
        self.double = self.value * factor


@dataclass(slots=True)
class Slotted:
    a: int
    b: int = field(init=False, default=5)


@dataclass
class Nothing:
    pass


def attempt(make, *arguments, **keywords):
    try:
        print(make(*arguments, **keywords))
    except (TypeError, ValueError) as error:
        print(error)


for make in (Point, Basket, Fixed, Checked, Slotted, Nothing):
    attempt(make)
    attempt(make, 1)
    attempt(make, 1, 2)
    attempt(make, 1, 2, 3)
    attempt(make, 1, x=2)
    attempt(make, 1, wrong=2)
    attempt(make, "ann", code="c")
    attempt(make, "ann", ["pen"], code="c", limit=9)
print(vars(Point(1)), vars(Fixed(1)), vars(Checked(4)), Slotted(1).b)
one, two = Basket("a", code="x"), Basket("b", code="y")
one.items.append(1)
print(one, two, one.items is two.items)
print(inspect.signature(Point), Point.__init__.__qualname__, Point.__init__.__annotations__)
for make, arguments in ((Checked, (-1,)), (Point, ())):
    try:
        make(*arguments)
    except (ValueError, TypeError):
        print(traceback.format_exc())
