"""Numbers in shared memory."""

import _array
import _multiprocessing

from multiprocessing import context
from multiprocessing.synchronize import RLock

# Size, and whether it can be negative; None for a float.
_TYPES = {
    "b": (1, True), "B": (1, False), "h": (2, True), "H": (2, False), "i": (4, True),
    "I": (4, False), "l": (8, True), "L": (8, False), "q": (8, True), "Q": (8, False),
    "f": (4, None), "d": (8, None), "c": (1, "char"), "u": (4, "wchar"), "?": (1, "bool"),
}
_NAMES = {
    "c_byte": "b", "c_ubyte": "B", "c_short": "h", "c_ushort": "H", "c_int": "i", "c_uint": "I",
    "c_long": "l", "c_ulong": "L", "c_longlong": "q", "c_ulonglong": "Q", "c_float": "f",
    "c_double": "d", "c_char": "c", "c_wchar": "u", "c_bool": "?",
}
# As they are called where a long long is a long.
_SHOWN = {code: name for name, code in _NAMES.items()} | {"q": "c_long", "Q": "c_ulong"}


def _typecode(typecode_or_type):
    if typecode_or_type in _TYPES:
        return typecode_or_type
    code = _NAMES.get(getattr(typecode_or_type, "__name__", None))
    if code is None:
        raise AttributeError(f"{typecode_or_type!r} has no size")
    return code


def _pack(code, value):
    size, kind = _TYPES[code]
    if kind is None:
        return _array.pack(code, value)
    if kind == "char":
        if not isinstance(value, bytes) or len(value) != 1:
            raise TypeError("one character bytes, bytearray, or an integer in range(256) expected")
        return value
    if kind == "wchar":
        if not isinstance(value, str):
            raise TypeError(f"unicode string expected instead of {type(value).__name__} instance")
        if len(value) != 1:
            raise TypeError("one character unicode string expected")
        return ord(value).to_bytes(size, "little")
    if kind == "bool":
        return bytes([bool(value)])
    if not isinstance(value, int):
        raise TypeError(f"{type(value).__name__!r} object cannot be interpreted as an integer")
    return (value & ((1 << (8 * size)) - 1)).to_bytes(size, "little")


def _unpack(code, data):
    size, kind = _TYPES[code]
    if kind is None:
        return _array.item(data, code, 0)
    if kind == "char":
        return data
    if kind == "wchar":
        return chr(int.from_bytes(data, "little"))
    if kind == "bool":
        return data != b"\0"
    return int.from_bytes(data, "little", signed=kind)


class RawValue:
    def __init__(self, typecode_or_type, *args):
        self._code = _typecode(typecode_or_type)
        self._block = _multiprocessing.shm_open(None, _TYPES[self._code][0])
        if args:
            self.value = args[0]

    @property
    def value(self):
        return _unpack(self._code, _multiprocessing.shm_load(self._block, 0, _TYPES[self._code][0]))

    @value.setter
    def value(self, value):
        _multiprocessing.shm_store(self._block, 0, _pack(self._code, value))

    def __repr__(self):
        return f"{_SHOWN[self._code]}({self.value!r})"


class RawArray:
    def __init__(self, typecode_or_type, size_or_initializer):
        self._code = _typecode(typecode_or_type)
        self._stride = _TYPES[self._code][0]
        if isinstance(size_or_initializer, int):
            self._length = size_or_initializer
            self._block = _multiprocessing.shm_open(None, self._length * self._stride)
        else:
            items = list(size_or_initializer)
            if self._code == "c":
                items = [bytes([item]) for item in size_or_initializer]
            self._length = len(items)
            self._block = _multiprocessing.shm_open(None, self._length * self._stride)
            self[:] = items

    def __len__(self):
        return self._length

    def _at(self, index):
        if index < 0:
            index += self._length
        if not 0 <= index < self._length:
            raise IndexError("invalid index")
        return index * self._stride

    def __getitem__(self, index):
        if isinstance(index, slice):
            items = [self[i] for i in range(*index.indices(self._length))]
            return b"".join(items) if self._code == "c" else items
        return _unpack(self._code, _multiprocessing.shm_load(self._block, self._at(index), self._stride))

    def __setitem__(self, index, value):
        if isinstance(index, slice):
            places = range(*index.indices(self._length))
            values = list(value)
            if len(values) != len(places):
                raise ValueError("Can only assign sequence of same size")
            for i, item in zip(places, values):
                self[i] = item
            return
        _multiprocessing.shm_store(self._block, self._at(index), _pack(self._code, value))

    def __iter__(self):
        for i in range(self._length):
            yield self[i]

    @property
    def value(self):
        return self[:].split(b"\0")[0]

    @value.setter
    def value(self, data):
        self[: len(data)] = [bytes([item]) for item in data]
        if len(data) < self._length:
            self[len(data)] = b"\0"

    @property
    def raw(self):
        return self[:]


class SynchronizedBase:
    """An object in shared memory, and its lock."""

    def __init__(self, obj, lock=None, ctx=None):
        self._obj = obj
        self._lock = lock or RLock()
        self.acquire = self._lock.acquire
        self.release = self._lock.release

    def __getstate__(self):
        context.assert_spawning(self)
        return (self._obj, self._lock)

    def __setstate__(self, state):
        self._obj, self._lock = state
        self.acquire = self._lock.acquire
        self.release = self._lock.release

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def get_obj(self):
        return self._obj

    def get_lock(self):
        return self._lock


class Synchronized(SynchronizedBase):
    @property
    def value(self):
        with self._lock:
            return self._obj.value

    @value.setter
    def value(self, value):
        with self._lock:
            self._obj.value = value

    def __repr__(self):
        return f"<{type(self).__name__} wrapper for {self._obj}>"


class SynchronizedArray(SynchronizedBase):
    def __len__(self):
        return len(self._obj)

    def __getitem__(self, i):
        with self._lock:
            return self._obj[i]

    def __setitem__(self, i, value):
        with self._lock:
            self._obj[i] = value

    def __iter__(self):
        for i in range(len(self)):
            yield self[i]


class SynchronizedString(SynchronizedArray):
    @property
    def value(self):
        with self._lock:
            return self._obj.value

    @value.setter
    def value(self, value):
        with self._lock:
            self._obj.value = value

    @property
    def raw(self):
        return self._obj.raw


def Value(typecode_or_type, *args, lock=True, ctx=None):
    """A number in shared memory, with a lock if not told otherwise."""
    obj = RawValue(typecode_or_type, *args)
    return obj if lock is False else Synchronized(obj, None if lock is True else lock)


def Array(typecode_or_type, size_or_initializer, *, lock=True, ctx=None):
    """An array in shared memory, with a lock if not told otherwise."""
    obj = RawArray(typecode_or_type, size_or_initializer)
    if lock is False:
        return obj
    kind = SynchronizedString if obj._code == "c" else SynchronizedArray
    return kind(obj, None if lock is True else lock)
