"""Objects as bytes: gilsim's own format, read by gilsim alone.

What cannot be pickled by CPython cannot be pickled here: functions that are not at the top of a
module, locks, generators, open files.
"""

import _pickle
import sys
import types

__all__ = [
    "DEFAULT_PROTOCOL", "HIGHEST_PROTOCOL", "PickleError", "Pickler", "PicklingError", "Unpickler",
    "UnpicklingError", "dump", "dumps", "load", "loads",
]

HIGHEST_PROTOCOL = 5
DEFAULT_PROTOCOL = 4
_MAGIC = b"\x80\x04"


class PickleError(Exception):
    """Base of the errors here."""


class PicklingError(PickleError):
    """The object cannot be pickled."""


class UnpicklingError(PickleError):
    """The bytes are no pickle."""


for _error in (PickleError, PicklingError, UnpicklingError):
    _error.__module__ = "_pickle"
    # Where it is found when it is pickled itself.
    setattr(_pickle, _error.__name__, _error)


def _number(n):
    return n.to_bytes(4, "little")


class _Writer:
    """Writes an object and everything that it reaches, each once."""

    def __init__(self):
        self.parts = [_MAGIC]
        # Keeps what it has written alive, so that each id stays its own.
        self.memo = {}

    def save(self, obj):
        kind = type(obj)
        method = _SAVERS.get(kind)
        if method is not None:
            method(self, obj)
            return
        known = self.memo.get(id(obj))
        if known is not None:
            self.parts.append(b"g" + _number(known[0]))
            return
        method = _CONTAINERS.get(kind)
        if method is not None:
            method(self, obj)
        elif isinstance(obj, type) or kind in _FUNCTIONS:
            self.save_global(obj)
        else:
            self.save_instance(obj, kind)

    def memoize(self, obj):
        self.memo[id(obj)] = (len(self.memo), obj)

    def save_none(self, obj):
        self.parts.append(b"N")

    def save_bool(self, obj):
        self.parts.append(b"T" if obj else b"F")

    def save_int(self, obj):
        data = obj.to_bytes(obj.bit_length() // 8 + 1, "little", signed=True)
        self.parts.append(b"I" + _number(len(data)) + data)

    def save_float(self, obj):
        data = obj.hex().encode()
        self.parts.append(b"f" + _number(len(data)) + data)

    def save_str(self, obj):
        data = obj.encode()
        self.parts.append(b"X" + _number(len(data)) + data)

    def save_bytes(self, obj):
        self.parts.append(b"B" + _number(len(obj)) + obj)

    def save_ellipsis(self, obj):
        self.parts.append(b"E")

    def save_not_implemented(self, obj):
        self.parts.append(b"n")

    def save_bytearray(self, obj):
        self.memoize(obj)
        self.parts.append(b"A" + _number(len(obj)) + bytes(obj))

    def save_tuple(self, obj):
        self.save_after(b"(", obj)

    def save_frozenset(self, obj):
        self.save_after(b"Z", obj)

    def save_after(self, tag, obj):
        mark = len(self.parts)
        self.parts.append(tag + _number(len(obj)))
        for item in obj:
            self.save(item)
        known = self.memo.get(id(obj))
        if known is not None:
            # It is part of itself, and written already.
            raise PicklingError("gilsim cannot pickle a tuple that contains itself")
        self.memoize(obj)

    def save_list(self, obj):
        self.memoize(obj)
        self.parts.append(b"L" + _number(len(obj)))
        for item in obj:
            self.save(item)

    def save_set(self, obj):
        self.memoize(obj)
        self.parts.append(b"S" + _number(len(obj)))
        for item in obj:
            self.save(item)

    def save_dict(self, obj):
        self.memoize(obj)
        self.parts.append(b"D" + _number(len(obj)))
        for key, value in obj.items():
            self.save(key)
            self.save(value)

    def save_global(self, obj):
        if type(obj) in _METHODS and getattr(obj, "__self__", None) is not None:
            owner = obj.__self__
            if not isinstance(owner, types.ModuleType):
                self.save_reduced(obj, (getattr, (owner, obj.__name__)))
                return
        name = getattr(obj, "__qualname__", None) or obj.__name__
        module = getattr(obj, "__module__", None)
        if module is None:
            module = "builtins"
        if "<locals>" in name:
            if sys.version_info >= (3, 14):
                raise PicklingError(f"Can't pickle local object {obj!r}")
            raise AttributeError(f"Can't get local object {name!r}")
        if type(obj) in _METHODS:
            module = _module_of(obj, name, module)
        found = sys.modules.get(module)
        for part in name.split("."):
            found = getattr(found, part, None)
        if found is None:
            raise PicklingError(f"Can't pickle {obj!r}: attribute lookup {name} on {module} failed")
        if found is not obj:
            raise PicklingError(f"Can't pickle {obj!r}: it's not the same object as {module}.{name}")
        self.memoize(obj)
        self.parts.append(b"c")
        self.save_str(module)
        self.save_str(name)

    def save_instance(self, obj, kind):
        reduced = _reduce(obj, kind)
        if isinstance(reduced, str):
            self.save_global(obj)
            return
        if not isinstance(reduced, tuple):
            raise PicklingError("__reduce__ must return a string or tuple")
        self.save_reduced(obj, reduced)

    def save_reduced(self, obj, reduced):
        function, args, state, items, pairs = (tuple(reduced) + (None,) * 3)[:5]
        self.parts.append(b"R")
        self.save(function)
        self.save(args)
        self.memoize(obj)
        self.save(list(items) if items is not None else None)
        self.save([tuple(pair) for pair in pairs] if pairs is not None else None)
        self.save(state)


def _module_of(function, name, module):
    """The module of a function in C, which need not say it."""
    for known in (module, *list(sys.modules)):
        if known not in ("__main__", "__mp_main__") and getattr(sys.modules.get(known), name, None) is function:
            return known
    return module


def _new(kind, *args):
    return kind.__new__(kind, *args)


def _new_base(kind, base, value):
    return base.__new__(kind, value)


_UNPICKLABLE = ("generator", "coroutine", "async_generator", "module", "frame", "code", "traceback")


def _reduce(obj, kind):
    """What to call for an equal object, and its state."""
    method = getattr(kind, "__reduce_ex__", None)
    if method is not None and method is not getattr(object, "__reduce_ex__", None):
        return method(obj, DEFAULT_PROTOCOL)
    method = getattr(kind, "__reduce__", None)
    if method is not None and method is not getattr(object, "__reduce__", None) and not issubclass(kind, BaseException):
        return method(obj)
    if kind is types.MethodType:
        return getattr, (obj.__self__, obj.__func__.__name__)
    module, name = kind.__module__, kind.__name__
    if module in ("_thread", "_io", "_queue", "_hashlib", "_contextvars") or name in _UNPICKLABLE:
        shown = name if module == "builtins" else f"{module}.{name}"
        raise TypeError(f"cannot pickle {shown!r} object")
    if kind is memoryview:
        raise TypeError("cannot pickle memoryview objects")
    if hasattr(kind, "_member_map_"):
        return kind, (obj.value,)
    if isinstance(obj, BaseException):
        return kind, obj.args, dict(obj.__dict__) or None
    state = _state(obj, kind)
    if isinstance(obj, tuple):
        return _new_base, (kind, tuple, tuple(obj)), state
    if kind is range:
        return range, (obj.start, obj.stop, obj.step)
    if kind is slice:
        return slice, (obj.start, obj.stop, obj.step)
    if name in ("deque", "defaultdict", "OrderedDict") and module == "collections":
        if name == "deque":
            return kind, ((), obj.maxlen), None, list(obj)
        args = (obj.default_factory,) if name == "defaultdict" else ()
        return kind, args, None, None, list(obj.items())
    if name == "Pattern" and module == "re":
        import re

        return re.compile, (obj.pattern, obj.flags)
    for base in (int, float, str, bytes):
        if isinstance(obj, base):
            return _new_base, (kind, base, base(obj)), state
    for base in (set, frozenset):
        if isinstance(obj, base):
            return _new_base, (kind, base, list(obj)), state
    getnewargs = getattr(obj, "__getnewargs__", None)
    args = (kind, *getnewargs()) if getnewargs is not None else (kind,)
    items = list(obj) if isinstance(obj, list) else None
    pairs = list(obj.items()) if isinstance(obj, dict) else None
    return _new, args, state, items, pairs


def _state(obj, kind):
    method = getattr(kind, "__getstate__", None)
    if method is not None and method is not getattr(object, "__getstate__", None):
        return method(obj)
    state = dict(getattr(obj, "__dict__", None) or {}) or None
    slots = {}
    for base in kind.__mro__:
        names = base.__dict__.get("__slots__", ())
        for name in (names,) if isinstance(names, str) else names:
            if name not in ("__dict__", "__weakref__") and hasattr(obj, name):
                slots[name] = getattr(obj, name)
    return (state, slots) if slots else state


_SAVERS = {
    type(None): _Writer.save_none,
    bool: _Writer.save_bool,
    int: _Writer.save_int,
    float: _Writer.save_float,
    str: _Writer.save_str,
    bytes: _Writer.save_bytes,
    type(...): _Writer.save_ellipsis,
    type(NotImplemented): _Writer.save_not_implemented,
}
_CONTAINERS = {
    bytearray: _Writer.save_bytearray,
    tuple: _Writer.save_tuple,
    list: _Writer.save_list,
    dict: _Writer.save_dict,
    set: _Writer.save_set,
    frozenset: _Writer.save_frozenset,
}
_METHODS = (types.BuiltinFunctionType, type([].append))
_FUNCTIONS = (types.FunctionType, *_METHODS)


class _Reader:
    """Reads what _Writer has written."""

    def __init__(self, data):
        self.data = data
        self.at = len(_MAGIC)
        self.memo = []

    def count(self):
        at = self.at
        self.at = at + 4
        return int.from_bytes(self.data[at : at + 4], "little")

    def bytes(self):
        size = self.count()
        at = self.at
        self.at = at + size
        if self.at > len(self.data):
            raise UnpicklingError("pickle data was truncated")
        return self.data[at : at + size]

    def load(self):
        tag = self.data[self.at : self.at + 1]
        self.at += 1
        method = _LOADERS.get(tag)
        if method is None:
            if not tag:
                raise EOFError("Ran out of input")
            raise UnpicklingError("invalid load key, %r." % chr(tag[0]))
        return method(self)

    def load_int(self):
        return int.from_bytes(self.bytes(), "little", signed=True)

    def load_str(self):
        return self.bytes().decode()

    def load_float(self):
        return float.fromhex(self.bytes().decode())

    def load_bytearray(self):
        new = bytearray(self.bytes())
        self.memo.append(new)
        return new

    def load_tuple(self):
        new = tuple([self.load() for _ in range(self.count())])
        self.memo.append(new)
        return new

    def load_frozenset(self):
        new = frozenset([self.load() for _ in range(self.count())])
        self.memo.append(new)
        return new

    def load_list(self):
        new = []
        self.memo.append(new)
        for _ in range(self.count()):
            new.append(self.load())
        return new

    def load_set(self):
        new = set()
        self.memo.append(new)
        for _ in range(self.count()):
            new.add(self.load())
        return new

    def load_dict(self):
        new = {}
        self.memo.append(new)
        for _ in range(self.count()):
            key = self.load()
            new[key] = self.load()
        return new

    def load_known(self):
        return self.memo[self.count()]

    def load_global(self):
        slot = len(self.memo)
        self.memo.append(None)
        module, name = self.load(), self.load()
        found = sys.modules.get(module)
        if found is None:
            __import__(module)
            found = sys.modules[module]
        for part in name.split("."):
            try:
                found = getattr(found, part)
            except AttributeError:
                raise AttributeError(f"Can't get attribute {name!r} on {sys.modules[module]!r}") from None
        self.memo[slot] = found
        return found

    def load_reduced(self):
        function, args = self.load(), self.load()
        new = function(*args)
        self.memo.append(new)
        items, pairs, state = self.load(), self.load(), self.load()
        if items is not None:
            new.extend(items)
        if pairs is not None:
            for key, value in pairs:
                new[key] = value
        if state is not None:
            self.set_state(new, state)
        return new

    def set_state(self, new, state):
        method = getattr(new, "__setstate__", None)
        if method is not None:
            method(state)
            return
        slots = None
        if isinstance(state, tuple) and len(state) == 2:
            state, slots = state
        if state:
            for key, value in state.items():
                object.__setattr__(new, key, value)
        if slots:
            for key, value in slots.items():
                object.__setattr__(new, key, value)


_LOADERS = {
    b"N": lambda reader: None,
    b"T": lambda reader: True,
    b"F": lambda reader: False,
    b"E": lambda reader: ...,
    b"n": lambda reader: NotImplemented,
    b"I": _Reader.load_int,
    b"f": _Reader.load_float,
    b"X": _Reader.load_str,
    b"B": _Reader.bytes,
    b"A": _Reader.load_bytearray,
    b"(": _Reader.load_tuple,
    b"Z": _Reader.load_frozenset,
    b"L": _Reader.load_list,
    b"S": _Reader.load_set,
    b"D": _Reader.load_dict,
    b"g": _Reader.load_known,
    b"c": _Reader.load_global,
    b"R": _Reader.load_reduced,
}


def dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None):
    """The object as bytes."""
    plain = _pickle.dumps_plain(obj)
    if plain is not None:
        return plain
    writer = _Writer()
    writer.save(obj)
    return b"".join(writer.parts)


def loads(data, /, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
    """An object like the one that was pickled."""
    data = bytes(data)
    plain = _pickle.loads_plain(data)
    if plain is not None:
        return plain[0]
    if not data:
        raise EOFError("Ran out of input")
    if not data.startswith(_MAGIC):
        raise UnpicklingError("invalid load key, %r." % chr(data[0]))
    return _Reader(data).load()


# A file says how long a pickle is before it.
_LENGTH_BYTES = 8


def dump(obj, file, protocol=None, **options):
    data = dumps(obj)
    file.write(len(data).to_bytes(_LENGTH_BYTES, "little") + data)


def load(file, **options):
    size = file.read(_LENGTH_BYTES)
    if not size:
        raise EOFError("Ran out of input")
    return loads(file.read(int.from_bytes(size, "little")))


class Pickler:
    """Writes objects to a file."""

    def __init__(self, file, protocol=None, **options):
        self._file = file

    def dump(self, obj):
        dump(obj, self._file)


class Unpickler:
    """Reads objects from a file."""

    def __init__(self, file, **options):
        self._file = file

    def load(self):
        return load(self._file)
