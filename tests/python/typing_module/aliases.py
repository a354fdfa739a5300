"""What annotations look like when printed."""

from typing import Any, Callable, Dict, List, Optional, Set, Tuple, TypeVar, Union

print(List[int], Dict[str, Any], Tuple[int, ...], Set[str], Optional[int], Union[int, str], List[Optional[Dict[str, int]]])
print(Callable[[int, str], bool] is not None, Any, List, Optional[Union[int, str]], Union[int, None])
T = TypeVar("T")
print(T, List[T])
print(list[int], dict[str, list[int]], int | str, tuple[int, ...])


def first(items: List[T], default: Optional[T] = None) -> Optional[T]:
    return items[0] if items else default


print(first([1, 2]), first([], "none"), first.__annotations__["return"] is not None)
Vector = List[float]


def scale(v: Vector, k: float) -> Vector:
    return [x * k for x in v]


print(scale([1.0, 2.0], 2), Union[int, int], Optional[None] is type(None))
