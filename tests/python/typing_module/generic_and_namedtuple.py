"""Generic classes, NamedTuple, Protocol, cast, NewType."""

from typing import Generic, List, NamedTuple, NewType, Protocol, TypedDict, TypeVar, cast

T = TypeVar("T")


class Stack(Generic[T]):
    def __init__(self) -> None:
        self.items: List[T] = []

    def push(self, item: T) -> None:
        self.items.append(item)

    def pop(self) -> T:
        return self.items.pop()


s = Stack()
s.push(1)
s.push("any")
print(s.pop(), s.pop(), isinstance(s, Stack))


class Employee(NamedTuple):
    name: str
    id: int = 3

    def label(self):
        return f"{self.name}#{self.id}"


e = Employee("Ada")
print(e, e.label(), e.id, e == ("Ada", 3), Employee._fields, e._replace(id=9), len(e))
name, number = e
Point = NamedTuple("Point", [("x", int), ("y", int)])
print(name, number, Point(1, 2), Point._fields)


class Speaks(Protocol):
    def speak(self) -> str: ...


class Dog:
    def speak(self) -> str:
        return "woof"


def talk(thing: Speaks) -> str:
    return thing.speak()


UserId = NewType("UserId", int)
print(talk(Dog()), cast(int, "not checked"), UserId(5), UserId.__name__)


class Movie(TypedDict):
    title: str
    year: int


m = Movie(title="Alien", year=1979)
print(m, m["title"], isinstance(m, dict))
