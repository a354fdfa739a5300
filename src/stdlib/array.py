"""Arrays of numbers of one kind."""

__all__ = ["ArrayType", "array", "typecodes"]

typecodes = "bBuwhHiIlLqQfd"
_SIZES = {"b": 1, "B": 1, "u": 4, "w": 4, "h": 2, "H": 2, "i": 4, "I": 4, "l": 8, "L": 8, "q": 8, "Q": 8, "f": 4, "d": 8}
_SMALL = {"b": "signed char", "B": "unsigned byte integer", "h": "signed short integer", "H": "unsigned short", "i": "signed int", "I": "unsigned int"}


class array:
    """Like a list, but all items are numbers of one kind."""

    def __init__(self, typecode, initializer=()):
        if typecode not in _SIZES:
            raise ValueError("bad typecode (must be b, B, u, w, h, H, i, I, l, L, q, Q, f or d)")
        self.typecode = typecode
        self.itemsize = _SIZES[typecode]
        self._items = []
        if isinstance(initializer, (bytes, bytearray)):
            self.frombytes(initializer)
        else:
            self.extend(initializer)

    def _check(self, value):
        if self.typecode in "uw":
            return value
        if self.typecode in "fd":
            if not isinstance(value, (int, float)):
                raise TypeError(f"must be real number, not {type(value).__name__}")
            return float(value)
        if not isinstance(value, int):
            raise TypeError(f"{type(value).__name__!r} object cannot be interpreted as an integer")
        bits = self.itemsize * 8
        low, high = (0, (1 << bits) - 1) if self.typecode.isupper() else (-(1 << bits - 1), (1 << bits - 1) - 1)
        if not low <= value <= high:
            kind = _SMALL.get(self.typecode, "int")
            which = "greater than maximum" if value > high else "less than minimum"
            raise OverflowError(f"{kind} is {which}")
        return value

    def __repr__(self):
        if not self._items:
            return f"array({self.typecode!r})"
        if self.typecode in "uw":
            return f"array({self.typecode!r}, {''.join(self._items)!r})"
        return f"array({self.typecode!r}, {self._items!r})"

    def __len__(self):
        return len(self._items)

    def __iter__(self):
        return iter(self._items)

    def __contains__(self, value):
        return value in self._items

    def __getitem__(self, index):
        if isinstance(index, slice):
            return array(self.typecode, self._items[index])
        if not -len(self._items) <= index < len(self._items):
            raise IndexError("array index out of range")
        return self._items[index]

    def __setitem__(self, index, value):
        if isinstance(index, slice):
            self._items[index] = list(value)
            return
        if not -len(self._items) <= index < len(self._items):
            raise IndexError("array assignment index out of range")
        self._items[index] = self._check(value)

    def __delitem__(self, index):
        del self._items[index]

    def __eq__(self, other):
        return self._items == other._items if isinstance(other, array) else NotImplemented

    def __lt__(self, other):
        return self._items < other._items if isinstance(other, array) else NotImplemented

    def __add__(self, other):
        return array(self.typecode, self._items + other._items)

    def __mul__(self, count):
        return array(self.typecode, self._items * count)

    __rmul__ = __mul__

    def __iadd__(self, other):
        self.extend(other)
        return self

    def append(self, x):
        self._items.append(self._check(x))

    def extend(self, iterable):
        for x in iterable:
            self.append(x)

    fromlist = extend

    def insert(self, i, x):
        self._items.insert(i, self._check(x))

    def pop(self, i=-1):
        return self._items.pop(i)

    def remove(self, x):
        self._items.remove(x)

    def index(self, x):
        return self._items.index(x)

    def count(self, x):
        return self._items.count(x)

    def reverse(self):
        self._items.reverse()

    def tolist(self):
        return list(self._items)

    def buffer_info(self):
        return id(self._items), len(self._items)

    def tobytes(self):
        if self.typecode in "fd":
            raise NotImplementedError("gilsim does not lay out floats as bytes")
        return b"".join([(x % (1 << self.itemsize * 8)).to_bytes(self.itemsize, "little") for x in self._items])

    def frombytes(self, data):
        size, signed = self.itemsize, self.typecode.islower()
        if len(data) % size:
            raise ValueError("bytes length not a multiple of item size")
        for at in range(0, len(data), size):
            self._items.append(int.from_bytes(data[at : at + size], "little", signed=signed))


ArrayType = array
