"""Objects as bytes, for a while: gilsim's own format, read by gilsim alone.

What cannot be pickled by CPython cannot be pickled here: functions that are not at the top of a
module, locks, generators, open files.
"""

import sys
import types

__all__ = ["HIGHEST_PROTOCOL", "PickleError", "PicklingError", "UnpicklingError", "dump", "dumps", "load", "loads"]

HIGHEST_PROTOCOL = 5
DEFAULT_PROTOCOL = 4
_MARK = b"\x80\x04gilsim:"
_stored = []


class PickleError(Exception):
    """Base of the errors here."""


class PicklingError(PickleError):
    """The object cannot be pickled."""


class UnpicklingError(PickleError):
    """The bytes are no pickle."""


for _error in (PickleError, PicklingError, UnpicklingError):
    _error.__module__ = "_pickle"
_PLAIN = (type(None), bool, int, float, str, bytes, type(...), range)


class _Copier:
    """Makes a copy of everything that an object reaches, as unpickling would."""

    def __init__(self):
        self.made = {}
        self.size = 0

    def copy(self, value):
        kind = type(value)
        if kind in _PLAIN:
            self.size += 2 + (len(value) if kind in (str, bytes) else 4)
            return value
        if id(value) in self.made:
            self.size += 2
            return self.made[id(value)][0]
        self.size += 2
        if kind in (list, set, frozenset, tuple, bytearray):
            return self.container(value, kind)
        if kind is dict:
            new = {}
            self.remember(value, new)
            for key, item in value.items():
                new[self.copy(key)] = self.copy(item)
            return new
        if isinstance(value, (type, types.FunctionType, types.BuiltinFunctionType)):
            return self.by_name(value)
        return self.instance(value, kind)

    def remember(self, value, new):
        # Keeps the original alive, so that its id stays its own.
        self.made[id(value)] = (new, value)

    def container(self, value, kind):
        if kind is list:
            new = []
            self.remember(value, new)
            for item in value:
                new.append(self.copy(item))
            return new
        new = kind([self.copy(item) for item in value])
        self.remember(value, new)
        return new

    def by_name(self, value):
        name = getattr(value, "__qualname__", None) or value.__name__
        module = getattr(value, "__module__", None) or "builtins"
        self.size += len(name) + len(module)
        if "<locals>" in name:
            raise AttributeError(f"Can't get local object {name!r}")
        at = sys.modules.get(module)
        for part in name.split("."):
            at = getattr(at, part, None)
        if at is not value:
            where = f"{module}.{name}"
            if name == "<lambda>":
                raise PicklingError(
                    f"Can't pickle {value!r}: attribute lookup {name} on {module} failed"
                )
            raise PicklingError(f"Can't pickle {value!r}: it's not the same object as {where}")
        return value

    def instance(self, value, kind):
        if kind.__module__ in ("_thread", "_io", "_queue") or kind.__name__ in (
            "generator",
            "coroutine",
            "module",
            "frame",
            "code",
        ):
            shown = f"{kind.__module__}.{kind.__name__}" if kind.__module__ != "builtins" else kind.__name__
            raise TypeError(f"cannot pickle {shown!r} object")
        self.by_name(kind)
        if isinstance(value, tuple):
            new = tuple.__new__(kind, [self.copy(item) for item in value])
            self.remember(value, new)
            return new
        if isinstance(value, BaseException):
            new = kind.__new__(kind, *self.copy(value.args))
            new.args = self.copy(value.args)
        elif isinstance(value, (int, float, str, bytes)) and hasattr(kind, "_member_map_"):
            return value
        elif hasattr(kind, "_member_map_"):
            return value
        elif hasattr(kind, "__reduce__") and "__reduce__" in dir(kind) and kind.__reduce__ is not getattr(object, "__reduce__", None):
            return self.reduced(value)
        else:
            new = kind.__new__(kind)
        self.remember(value, new)
        if isinstance(value, list):
            new.extend([self.copy(item) for item in value])
        elif isinstance(value, dict):
            for key, item in value.items():
                dict.__setitem__(new, self.copy(key), self.copy(item))
        elif isinstance(value, (set,)):
            new.update([self.copy(item) for item in value])
        get = getattr(value, "__getstate__", None)
        state = get() if get is not None else dict(getattr(value, "__dict__", {}))
        state = self.copy(state)
        set_state = getattr(new, "__setstate__", None)
        if set_state is not None:
            set_state(state)
        elif state:
            for key, item in state.items():
                object.__setattr__(new, key, item)
        for name in getattr(kind, "__slots__", ()):
            if hasattr(value, name) and name != "__dict__":
                object.__setattr__(new, name, self.copy(getattr(value, name)))
        return new

    def reduced(self, value):
        function, args, *rest = value.__reduce__()
        new = function(*self.copy(args))
        self.remember(value, new)
        if rest and rest[0]:
            for key, item in self.copy(rest[0]).items():
                setattr(new, key, item)
        return new


def dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None):
    """The object as bytes; they are as many as its parts need."""
    copier = _Copier()
    _stored.append(copier.copy(obj))
    head = _MARK + str(len(_stored) - 1).encode() + b"."
    return head + bytes(max(0, copier.size - len(head)))


def loads(data, /, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
    """An object like the one that was pickled."""
    data = bytes(data)
    if not data:
        raise EOFError("Ran out of input")
    if not data.startswith(_MARK):
        raise UnpicklingError("invalid load key, %r." % chr(data[0]))
    index = int(data[len(_MARK) : data.index(b".")])
    return _Copier().copy(_stored[index])


def dump(obj, file, protocol=None, **options):
    file.write(len(data := dumps(obj)).to_bytes(8, "little") + data)


def load(file, **options):
    size = file.read(8)
    if not size:
        raise EOFError("Ran out of input")
    return loads(file.read(int.from_bytes(size, "little")))
