"""Arrays of numbers of one kind, laid out side by side in memory."""

import _array
from collections.abc import MutableSequence

__all__ = ["ArrayType", "array", "typecodes"]

typecodes = "bBuwhHiIlLqQfd"
_SIZES = {"b": 1, "B": 1, "u": 4, "w": 4, "h": 2, "H": 2, "i": 4, "I": 4, "l": 8, "L": 8, "q": 8, "Q": 8, "f": 4, "d": 8}
_RANGE = {"b": "signed char", "B": "unsigned byte integer", "h": "signed short integer", "H": "unsigned short",
          "i": "signed integer", "I": "unsigned int"}


class array:
    """Like a list, but all items are numbers of one kind."""

    def __init__(self, typecode, initializer=()):
        if not isinstance(typecode, str) or len(typecode) != 1:
            raise TypeError(f"array() argument 1 must be a unicode character, not {type(typecode).__name__}")
        if typecode not in _SIZES:
            raise ValueError("bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)")
        self._typecode = typecode
        self._format = "I" if typecode in "uw" else typecode
        self._memory = bytearray()
        if isinstance(initializer, str) and typecode not in "uw":
            raise TypeError(f"cannot use a str to initialize an array with typecode {typecode!r}")
        if isinstance(initializer, (bytes, bytearray)):
            self.frombytes(initializer)
        else:
            self.extend(initializer)

    @property
    def typecode(self):
        return self._typecode

    @property
    def itemsize(self):
        return _SIZES[self._typecode]

    def __buffer__(self, flags):
        return _array.view(self._memory, self._format, self)

    def _pack(self, value):
        """The bytes of an item."""
        typecode = self._typecode
        if typecode in "uw":
            if not isinstance(value, str) or len(value) != 1:
                raise TypeError("array item must be unicode character")
            value = ord(value)
        elif typecode not in "fd" and isinstance(value, float):
            raise TypeError("'float' object cannot be interpreted as an integer")
        data = _array.pack(self._format, value)
        if data is not None:
            return data
        if typecode in "LQI" and value < 0:
            raise OverflowError("can't convert negative value to unsigned int")
        if typecode in _RANGE:
            raise OverflowError(f"{_RANGE[typecode]} is {'greater than maximum' if value > 0 else 'less than minimum'}")
        kind = {"l": "Python int too large to convert to C long", "L": "Python int too large to convert to C unsigned long"}
        raise OverflowError(kind.get(typecode, "int too big to convert"))

    def _items(self):
        items = _array.items(self._memory, self._format)
        return [chr(item) for item in items] if self._typecode in "uw" else items

    def _other(self, memory):
        new = array(self._typecode)
        new._memory = memory
        return new

    def __repr__(self):
        if not self._memory:
            return f"array({self._typecode!r})"
        if self._typecode in "uw":
            return f"array({self._typecode!r}, {self.tounicode()!r})"
        return f"array({self._typecode!r}, {self._items()!r})"

    def __reduce_ex__(self, protocol):
        state = {k: v for k, v in self.__dict__.items() if k not in ("_typecode", "_format", "_memory")}
        return array, (self._typecode, self.tolist()), state or None

    def __copy__(self):
        return self._other(self._memory[:])

    def __deepcopy__(self, memo):
        return self._other(self._memory[:])

    def __len__(self):
        return len(self._memory) // self.itemsize

    def __iter__(self):
        at = 0
        while at < len(self):
            yield self[at]
            at += 1

    def __contains__(self, value):
        return value in self._items()

    def _index(self, index, message):
        try:
            at = index.__index__()
        except AttributeError:
            raise TypeError("array indices must be integers") from None
        if at < 0:
            at += len(self)
        if not 0 <= at < len(self):
            raise IndexError(message)
        return at

    def _slice(self, index):
        """A slice as one of bytes, if it has no steps."""
        start, stop, step = index.indices(len(self))
        size = self.itemsize
        return slice(start * size, max(start, stop) * size) if step == 1 else None

    def __getitem__(self, index):
        if isinstance(index, slice):
            place = self._slice(index)
            if place is not None:
                return self._other(self._memory[place])
            return array(self._typecode, self._items()[index])
        at = self._index(index, "array index out of range")
        item = _array.item(self._memory, self._format, at)
        return chr(item) if self._typecode in "uw" else item

    def __setitem__(self, index, value):
        size = self.itemsize
        if not isinstance(index, slice):
            at = self._index(index, "array assignment index out of range") * size
            self._memory[at : at + size] = self._pack(value)
            return
        if not isinstance(value, array):
            raise TypeError(f"can only assign array (not \"{type(value).__name__}\") to array slice")
        if value._typecode != self._typecode:
            raise TypeError("bad argument type for built-in operation")
        place = self._slice(index)
        if place is not None:
            self._memory[place] = value._memory
            return
        indices = range(*index.indices(len(self)))
        if len(indices) != len(value):
            raise ValueError(
                f"attempt to assign array of size {len(value)} to extended slice of size {len(indices)}"
            )
        for at, item in zip(indices, value._items()):
            self[at] = item

    def __delitem__(self, index):
        size = self.itemsize
        if not isinstance(index, slice):
            at = self._index(index, "array assignment index out of range") * size
            del self._memory[at : at + size]
            return
        items = self._items()
        del items[index]
        self._memory[:] = array(self._typecode, items)._memory

    def __eq__(self, other):
        return self._items() == other._items() if isinstance(other, array) else NotImplemented

    def __lt__(self, other):
        return self._items() < other._items() if isinstance(other, array) else NotImplemented

    def __le__(self, other):
        return self._items() <= other._items() if isinstance(other, array) else NotImplemented

    def __gt__(self, other):
        return self._items() > other._items() if isinstance(other, array) else NotImplemented

    def __ge__(self, other):
        return self._items() >= other._items() if isinstance(other, array) else NotImplemented

    __hash__ = None

    def __add__(self, other):
        if not isinstance(other, array):
            raise TypeError(f"can only append array (not \"{type(other).__name__}\") to array")
        if other._typecode != self._typecode:
            raise TypeError("bad argument type for built-in operation")
        return self._other(self._memory + other._memory)

    def __mul__(self, count):
        if not hasattr(count, "__index__"):
            return NotImplemented
        return self._other(self._memory * count)

    __rmul__ = __mul__

    def __iadd__(self, other):
        if not isinstance(other, array):
            raise TypeError(f"can only extend with array (not \"{type(other).__name__}\")")
        self.extend(other)
        return self

    def __imul__(self, count):
        self._memory *= count
        return self

    def append(self, x, /):
        self._memory += self._pack(x)

    def extend(self, iterable, /):
        if isinstance(iterable, array):
            if iterable._typecode != self._typecode:
                raise TypeError("can only extend with array of same kind")
            self._memory += iterable._memory
            return
        for x in iterable:
            self._memory += self._pack(x)

    def fromlist(self, items, /):
        if not isinstance(items, list):
            raise TypeError("arg must be list")
        self._memory += b"".join([self._pack(x) for x in items])

    def insert(self, i, x, /):
        size, count = self.itemsize, len(self)
        at = (max(0, i + count) if i < 0 else min(i, count)) * size
        self._memory[at:at] = self._pack(x)

    def pop(self, i=-1, /):
        if not self._memory:
            raise IndexError("pop from empty array")
        at = self._index(i, "pop index out of range")
        item = self[at]
        del self[at]
        return item

    def remove(self, x, /):
        for at, item in enumerate(self._items()):
            if item == x:
                del self[at]
                return
        raise ValueError("array.remove(x): x not in array")

    def index(self, x, start=0, stop=None, /):
        items = self._items()
        try:
            return items.index(x, start, len(items) if stop is None else stop)
        except ValueError:
            raise ValueError("array.index(x): x not in array") from None

    def count(self, x, /):
        return self._items().count(x)

    def reverse(self):
        items = self._items()
        items.reverse()
        self._memory[:] = array(self._typecode, items)._memory

    def clear(self):
        self._memory.clear()

    def tolist(self):
        return self._items()

    def buffer_info(self):
        return id(self._memory), len(self)

    def byteswap(self):
        size = self.itemsize
        for at in range(0, len(self._memory), size):
            self._memory[at : at + size] = bytes(self._memory[at : at + size])[::-1]

    def tobytes(self):
        return bytes(self._memory)

    def frombytes(self, data, /):
        data = bytes(memoryview(data))
        if len(data) % self.itemsize:
            raise ValueError("bytes length not a multiple of item size")
        self._memory += data

    def tofile(self, f, /):
        f.write(self.tobytes())

    def fromfile(self, f, n, /):
        data = f.read(n * self.itemsize)
        self.frombytes(data[: len(data) // self.itemsize * self.itemsize])
        if len(data) < n * self.itemsize:
            raise EOFError("read() didn't return enough bytes")

    def tounicode(self):
        if self._typecode not in "uw":
            raise ValueError("tounicode() may only be called on unicode type arrays ('u' or 'w')")
        return "".join(self._items())

    def fromunicode(self, text, /):
        self.extend(text)


MutableSequence.register(array)
ArrayType = array
