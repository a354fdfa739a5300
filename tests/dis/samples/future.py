"""Doc."""
from __future__ import annotations

x: int = 1
y: list[int]


def f(a: int, b: Undefined = 1, *c: str) -> None:
    z: Undefined2 = 1
    return a


class C:
    a: Undefined3
    b: int = 2
