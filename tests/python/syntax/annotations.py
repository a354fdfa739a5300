"""Annotations are allowed everywhere, mean nothing at run time, and can be looked up."""

from typing import Any, Callable, Dict, List, Optional, Tuple, Union

count: int = 3
name: str
names: List[str] = ["a"]
table: Dict[str, Tuple[int, ...]] = {"a": (1, 2)}


def greet(who: str, times: int = 1, *, loud: bool = False) -> str:
    text: str = "hello " + who
    return (text.upper() if loud else text) * times


def apply(f: Callable[[int], int], x: Optional[int] = None) -> Union[int, None]:
    return f(x) if x is not None else None


class Point:
    x: int
    y: int = 0

    def __init__(self, x: int) -> None:
        self.x: int = x


print(greet("you"), greet("x", loud=True), count, names, table)
print(greet("wrong type is fine", True))
print(apply(lambda v: v + 1, 4), apply(abs))
print(Point(3).x, Point.y)
print(sorted(Point.__annotations__))
print(greet.__annotations__["times"], list(greet.__annotations__))
try:
    name
except NameError as error:
    print(error)


def modern(x: int | None, y: list[int], z: dict[str, "Later"]) -> tuple[int, ...]:
    return (x or 0, *y)


print(modern(None, [1, 2], {}))
