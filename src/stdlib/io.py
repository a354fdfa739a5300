"""Streams: text and bytes in memory, and files of the simulated disk."""

from _filesystem import UnsupportedOperation, open
from _io import DEFAULT_BUFFER_SIZE, StringIO, TextIOWrapper
from _lines import Lines, plain_bytes

__all__ = ["BytesIO", "DEFAULT_BUFFER_SIZE", "StringIO", "TextIOWrapper", "UnsupportedOperation", "open"]

SEEK_SET = 0
SEEK_CUR = 1
SEEK_END = 2


class IOBase:
    """Base of streams."""


class BytesIO(Lines, IOBase):
    """Bytes in memory that can be read and written like a file."""

    def __init__(self, initial_bytes=b""):
        self._data = bytearray(initial_bytes)
        self._at = 0
        self.closed = False

    def _check(self):
        if self.closed:
            raise ValueError("I/O operation on closed file.")

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, *exc_info):
        self.close()

    def close(self):
        self.closed = True

    def flush(self):
        pass

    def readable(self):
        return True

    writable = seekable = readable

    def getvalue(self):
        self._check()
        return bytes(self._data)

    def getbuffer(self):
        self._check()
        return memoryview(self._data)

    def read(self, size=-1):
        self._check()
        end = len(self._data) if size is None or size < 0 else self._at + size
        data = bytes(self._data[self._at : end])
        self._at += len(data)
        return data

    read1 = read

    def readinto(self, buffer, /):
        with memoryview(buffer) as view, view.cast("B") as target:
            data = self.read(len(target))
            target[: len(data)] = data
        return len(data)

    readinto1 = readinto

    def readline(self, size=-1):
        end = self._data.find(b"\n", self._at) + 1 or len(self._data)
        return self.read(end - self._at)

    def write(self, data):
        self._check()
        data = plain_bytes(data)
        if self._at > len(self._data):
            self._data.extend(bytes(self._at - len(self._data)))
        self._data[self._at : self._at + len(data)] = data
        self._at += len(data)
        return len(data)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def seek(self, offset, whence=0):
        self._check()
        self._at = max(0, (0, self._at, len(self._data))[whence] + offset)
        return self._at

    def tell(self):
        return self._at

    def truncate(self, size=None):
        size = self._at if size is None else size
        del self._data[size:]
        return size
