"""Copies: of an object alone, or of all that it contains."""

import types

__all__ = ["Error", "copy", "deepcopy", "replace"]


class Error(Exception):
    """Something cannot be copied."""


error = Error

# They cannot change, or stand for themselves: the copy is the thing itself.
_ATOMIC = (
    int, float, complex, bool, str, bytes, type, range, types.NoneType, types.EllipsisType,
    types.NotImplementedType, types.FunctionType, types.BuiltinFunctionType, property,
)


def copy(x):
    """A new object with the same contents."""
    cls = type(x)
    if isinstance(x, type) or cls in _ATOMIC or cls in (tuple, frozenset, slice):
        return x
    if cls in (list, dict, set, bytearray):
        return x.copy()
    own = getattr(cls, "__copy__", None)
    if own is not None:
        return own(x)
    return _rebuild(x, lambda part: part)


def deepcopy(x, memo=None):
    """A new object whose parts are copies too; what occurs twice is copied once."""
    cls = type(x)
    if isinstance(x, type) or cls in _ATOMIC:
        return x
    if memo is None:
        memo = {}
    if id(x) in memo:
        return memo[id(x)]
    if cls is list:
        result = memo[id(x)] = []
        for item in x:
            result.append(deepcopy(item, memo))
    elif cls is dict:
        result = memo[id(x)] = {}
        for key, value in x.items():
            result[deepcopy(key, memo)] = deepcopy(value, memo)
    elif cls is tuple:
        result = _deepcopy_tuple(x, memo)
    elif cls in (set, frozenset):
        result = cls([deepcopy(item, memo) for item in x])
    elif cls is bytearray:
        result = bytearray(x)
    elif cls is types.MethodType:
        result = cls(x.__func__, deepcopy(x.__self__, memo))
    elif hasattr(cls, "__deepcopy__"):
        result = x.__deepcopy__(memo)
    else:
        result = _rebuild(x, lambda part: deepcopy(part, memo), memo)
    memo[id(x)] = result
    # An object that is copied must live as long as its identity stands in the memo.
    memo.setdefault(id(memo), []).append(x)
    return result


def _deepcopy_tuple(x, memo):
    items = [deepcopy(item, memo) for item in x]
    # Copying the items may have copied this tuple, if one of them leads back to it.
    if id(x) in memo:
        return memo[id(x)]
    if all(old is new for old, new in zip(x, items)):
        return x
    return tuple(items)


def _rebuild(x, convert, memo=None):
    """A new instance of the same class with converted contents and attributes."""
    cls = type(x)
    if cls.__module__ in ("_thread", "builtins") and cls not in (object, types.SimpleNamespace):
        raise TypeError(f"cannot pickle {_full_name(cls)!r} object")
    if isinstance(x, BaseException):
        result = cls(*convert(x.args))
    elif hasattr(x, "default_factory"):
        result = cls(x.default_factory)
    elif hasattr(x, "maxlen"):
        result = cls((), x.maxlen)
    elif isinstance(x, (int, float, str, bytes, tuple, frozenset)):
        base = next(b for b in (int, float, str, bytes, tuple, frozenset) if isinstance(x, b))
        result = base.__new__(cls, [convert(item) for item in x] if base in (tuple, frozenset) else x)
    else:
        result = cls.__new__(cls)
    if memo is not None:
        memo[id(x)] = result
    if isinstance(x, dict):
        for key, value in x.items():
            result[convert(key)] = convert(value)
    elif isinstance(x, set):
        result.update([convert(item) for item in x])
    elif isinstance(x, list) or hasattr(x, "maxlen"):
        result.extend([convert(item) for item in x])
    for name, value in getattr(x, "__dict__", {}).items():
        result.__dict__[name] = convert(value)
    for base in cls.__mro__:
        slots = base.__dict__.get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if name.startswith("__") and not name.endswith("__"):
                name = f"_{base.__name__.lstrip('_')}{name}"
            if name != "__dict__" and hasattr(x, name):
                object.__setattr__(result, name, convert(getattr(x, name)))
    return result


def _full_name(cls):
    return cls.__name__ if cls.__module__ == "builtins" else f"{cls.__module__}.{cls.__name__}"


def replace(obj, /, **changes):
    """A copy with some attributes changed, for classes that can (__replace__)."""
    method = getattr(type(obj), "__replace__", None)
    if method is None:
        raise TypeError(f"replace() does not support {type(obj).__name__} objects")
    return method(obj, **changes)
