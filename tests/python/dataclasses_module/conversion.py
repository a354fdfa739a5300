"""asdict, astuple, replace, fields, is_dataclass, InitVar, ClassVar, make_dataclass."""

from dataclasses import InitVar, asdict, astuple, dataclass, field, fields, is_dataclass, make_dataclass, replace
from typing import ClassVar


@dataclass
class Item:
    name: str
    price: float


@dataclass
class Order:
    id: int
    items: list[Item] = field(default_factory=list)
    tags: dict = field(default_factory=dict)


order = Order(1, [Item("pen", 1.5), Item("ink", 3)], {"first": Item("x", 0)})
print(asdict(order))
print(astuple(order))
copy = replace(order, id=2)
print(copy.id, copy.items is order.items, asdict(order)["items"][0] is order.items[0])
print([f.name for f in fields(Order)], [f.type for f in fields(Item)], is_dataclass(Item), is_dataclass(order), is_dataclass(5))


@dataclass
class Account:
    owner: str
    start: InitVar[int]
    balance: int = field(init=False)
    bank: ClassVar[str] = "First"

    def __post_init__(self, start):
        self.balance = start * 100


a = Account("Ada", 5)
print(a, a.bank, [f.name for f in fields(a)])
P = make_dataclass("P", [("x", int), ("y", int, 3)], frozen=True)
print(P(1), P.__name__)
for bad in (lambda: asdict(5), lambda: fields(3), lambda: replace(order, nope=1), lambda: replace(a, balance=3), lambda: astuple(Item)):
    try:
        bad()
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
