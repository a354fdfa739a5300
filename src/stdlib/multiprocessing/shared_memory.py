"""Blocks of memory with a name."""

import itertools
import os
import _multiprocessing

_numbers = itertools.count()


class _Buffer:
    """The bytes of a block, as a memoryview of them."""

    def __init__(self, block, size):
        self._block = block
        self._size = size

    def __len__(self):
        return self._size

    nbytes = property(__len__)

    def _at(self, index):
        if index < 0:
            index += self._size
        if not 0 <= index < self._size:
            raise IndexError("index out of bounds on dimension 1")
        return index

    def __getitem__(self, index):
        if isinstance(index, slice):
            start, stop, step = index.indices(self._size)
            data = _multiprocessing.shm_load(self._block, start, max(0, stop - start))
            return data[::step]
        return _multiprocessing.shm_load(self._block, self._at(index), 1)[0]

    def __setitem__(self, index, value):
        if isinstance(index, slice):
            start, stop, _ = index.indices(self._size)
            data = bytes(value)
            if len(data) != stop - start:
                raise ValueError("memoryview assignment: lvalue and rvalue have different structures")
            _multiprocessing.shm_store(self._block, start, data)
            return
        if not 0 <= value < 256:
            raise ValueError("memoryview: invalid value for format 'B'")
        _multiprocessing.shm_store(self._block, self._at(index), bytes([value]))

    def __bytes__(self):
        return self[:]

    tobytes = __bytes__

    def release(self):
        pass


class SharedMemory:
    """A block of shared memory, made or found by name."""

    def __init__(self, name=None, create=False, size=0, *, track=True):
        if not size >= 0:
            raise ValueError("'size' must be a positive integer")
        if create:
            if size == 0:
                raise ValueError("'size' must be a positive number different from zero")
            if name is None:
                name = f"psm_{os.getpid():04x}{next(_numbers):04x}"
            try:
                block = _multiprocessing.shm_open(name, size)
            except FileExistsError:
                raise FileExistsError(17, "File exists", "/" + name) from None
        else:
            try:
                block, size = _multiprocessing.shm_attach(name)
            except FileNotFoundError:
                raise FileNotFoundError(2, "No such file or directory", "/" + name) from None
        self._name = name
        self._size = size
        self._buf = _Buffer(block, size)

    @property
    def buf(self):
        return self._buf

    @property
    def name(self):
        return self._name

    @property
    def size(self):
        return self._size

    def close(self):
        self._buf = None

    def unlink(self):
        _multiprocessing.shm_unlink(self._name)

    def __reduce__(self):
        return SharedMemory, (self._name,)

    def __repr__(self):
        return f"{type(self).__name__}({self.name!r}, size={self.size})"


class ShareableList:
    """A list of a fixed length in shared memory."""

    def __init__(self, sequence=None, *, name=None):
        import pickle

        if sequence is not None:
            items = [self._slot(item) for item in sequence]
            size = 8 + sum(8 + len(item) for item in items)
            self.shm = SharedMemory(name, create=True, size=size)
            self.shm.buf[0:8] = len(items).to_bytes(8, "little")
            at = 8
            for item in items:
                self.shm.buf[at : at + 8 + len(item)] = len(item).to_bytes(8, "little") + item
                at += 8 + len(item)
        else:
            self.shm = SharedMemory(name)
        self._places = []
        at = 8
        for _ in range(int.from_bytes(self.shm.buf[0:8], "little")):
            size = int.from_bytes(self.shm.buf[at : at + 8], "little")
            self._places.append((at + 8, size))
            at += 8 + size

    @staticmethod
    def _slot(item):
        import pickle

        data = pickle.dumps(item)
        # Room for what takes its place.
        room = -(-len(data) // 8) * 8 if isinstance(item, (str, bytes)) else max(32, len(data))
        return len(data).to_bytes(4, "little") + data.ljust(room)

    def __len__(self):
        return len(self._places)

    def __getitem__(self, position):
        import pickle

        try:
            at, size = self._places[position]
        except IndexError:
            raise IndexError("index out of range") from None
        data = self.shm.buf[at : at + size]
        return pickle.loads(data[4 : 4 + int.from_bytes(data[:4], "little")])

    def __setitem__(self, position, value):
        try:
            at, size = self._places[position]
        except IndexError:
            raise IndexError("assignment index out of range") from None
        data = self._slot(value)
        if len(data) > size:
            raise ValueError("bytes/str item exceeds available storage")
        self.shm.buf[at : at + len(data)] = data

    def __iter__(self):
        for i in range(len(self)):
            yield self[i]

    def count(self, value):
        return sum(value == item for item in self)

    def index(self, value):
        for position, item in enumerate(self):
            if value == item:
                return position
        raise ValueError("ShareableList.index(x): x not in list")

    def __repr__(self):
        return f"{type(self).__name__}({list(self)}, name={self.shm.name!r})"

    def __reduce__(self):
        return _attach, (self.shm.name,)


def _attach(name):
    return ShareableList(name=name)
