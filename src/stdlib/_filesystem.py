"""The simulated disk: files in memory, gone at the end of the run.

Reading and writing bytes waits for the device `disk` without the GIL, a buffer at a time.
"""

import _descriptors
import gilsim
from _lines import plain_bytes

BUFFER = 8192

ROOT = "/"
_files = {}
_folders = {"/", "/root", "/tmp", "/dev"}
_working = "/root"
_clock = 0


class UnsupportedOperation(OSError, ValueError):
    """This kind of stream cannot do that."""


UnsupportedOperation.__module__ = "io"


class _Content:
    """What is in one file."""

    def __init__(self):
        self.data = bytearray()
        self.touch()

    def touch(self):
        import time

        self.changed = time.time()


def fspath(path):
    if isinstance(path, bytes):
        return path.decode()
    if isinstance(path, str):
        return path
    method = getattr(type(path), "__fspath__", None)
    if method is None:
        raise TypeError(f"expected str, bytes or os.PathLike object, not {type(path).__name__}")
    return fspath(method(path))


def absolute(path):
    """The one name of a place."""
    path = fspath(path)
    if not path.startswith("/"):
        path = _working + "/" + path
    parts = []
    for part in path.split("/"):
        if part == "..":
            if parts:
                parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/" + "/".join(parts)


def _parent(path):
    return path.rsplit("/", 1)[0] or "/"


def _missing(path):
    return FileNotFoundError(2, "No such file or directory", fspath(path))


def exists(path):
    path = absolute(path)
    return path in _files or path in _folders


def is_file(path):
    return absolute(path) in _files


def is_folder(path):
    return absolute(path) in _folders


def names_in(path):
    """The names in a folder, in the order in which they were made."""
    at = absolute(path)
    if at in _files:
        raise NotADirectoryError(20, "Not a directory", fspath(path))
    if at not in _folders:
        raise _missing(path)
    prefix = "/" if at == "/" else at + "/"
    names = []
    for place in [*_files, *_folders]:
        if place != at and place.startswith(prefix):
            rest = place[len(prefix) :]
            if "/" not in rest:
                names.append(rest)
    return names


def make_folder(path):
    at = absolute(path)
    if at in _files or at in _folders:
        raise FileExistsError(17, "File exists", fspath(path))
    if _parent(at) not in _folders:
        raise _missing(path)
    _folders.add(at)


def remove_folder(path):
    at = absolute(path)
    if at in _files:
        raise NotADirectoryError(20, "Not a directory", fspath(path))
    if at not in _folders:
        raise _missing(path)
    if names_in(path):
        raise OSError(39, "Directory not empty", fspath(path))
    _folders.discard(at)


def remove_file(path):
    at = absolute(path)
    if at in _folders:
        raise IsADirectoryError(21, "Is a directory", fspath(path))
    if at not in _files:
        raise _missing(path)
    del _files[at]


def rename(source, target):
    old, new = absolute(source), absolute(target)
    if old in _files:
        _files[new] = _files.pop(old)
    elif old in _folders:
        for place in list(_files):
            if place.startswith(old + "/"):
                _files[new + place[len(old) :]] = _files.pop(place)
        for place in list(_folders):
            if place == old or place.startswith(old + "/"):
                _folders.discard(place)
                _folders.add(new + place[len(old) :])
    else:
        raise FileNotFoundError(2, "No such file or directory", fspath(source), None, fspath(target))


def size(path):
    at = absolute(path)
    if at in _files:
        return len(_files[at].data)
    if at in _folders:
        return 4096
    raise _missing(path)


def changed(path):
    at = absolute(path)
    if at in _files:
        return _files[at].changed
    if at in _folders:
        return 0.0
    raise _missing(path)


def working_folder():
    return _working


def change_folder(path):
    global _working
    if not is_folder(path):
        raise _missing(path)
    _working = absolute(path)


class File:
    """An open file: of text, or of bytes."""

    def __init__(self, content, name, mode, encoding, newline=None):
        self._content = content
        self.name = name
        self.mode = mode
        self.closed = False
        self._binary = "b" in mode
        self._reads = "r" in mode or "+" in mode
        self._writes = "w" in mode or "a" in mode or "x" in mode or "+" in mode
        self._appends = "a" in mode
        self._at = len(content.data) if self._appends else 0
        self._unwritten = 0
        self._fetched = 0
        self.encoding = None if self._binary else encoding or "UTF-8"
        self.newlines = None
        self.errors = None if self._binary else "strict"
        self._descriptor = None

    def __repr__(self):
        if self._binary:
            kind = "BufferedReader" if self.mode == "rb" else "BufferedWriter"
            return f"<_io.{kind} name={self.name!r}>"
        return f"<_io.TextIOWrapper name={self.name!r} mode={self.mode!r} encoding={self.encoding!r}>"

    def _check(self, allowed=True, what=""):
        if self.closed:
            raise ValueError("I/O operation on closed file.")
        if not allowed:
            raise UnsupportedOperation(what)

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, *exc_info):
        self.close()

    def __iter__(self):
        self._check()
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def close(self):
        if not self.closed:
            self.flush()
            self.closed = True
            if self._descriptor is not None:
                _descriptors.forget(self._descriptor)

    def flush(self):
        self._check()
        if self._unwritten:
            left, self._unwritten = self._unwritten, 0
            gilsim.io("disk", left)

    def fileno(self):
        self._check()
        if self._descriptor is None:
            self._descriptor = _descriptors.enter(self)
        return self._descriptor

    def descriptor_read(self, n):
        data = bytes(self._content.data[self._at : self._at + n])
        self._fetch(self._at + len(data))
        self._at += len(data)
        return data

    def descriptor_write(self, data):
        self._put(data)
        self.flush()

    def isatty(self):
        return False

    def readable(self):
        return self._reads

    def writable(self):
        return self._writes

    def seekable(self):
        return True

    def tell(self):
        self._check()
        return self._at

    def seek(self, offset, whence=0):
        self._check()
        base = (0, self._at, len(self._content.data))[whence]
        self._at = max(0, base + offset)
        return self._at

    def truncate(self, size=None):
        self._check(self._writes, "truncate")
        size = self._at if size is None else size
        del self._content.data[size:]
        return size

    def _fetch(self, end):
        """Waits for the disk until everything up to here is in the buffer."""
        end = min(end, len(self._content.data))
        if end > self._fetched:
            gilsim.io("disk", max(end - self._fetched, BUFFER))
            self._fetched = max(end, self._fetched + BUFFER)

    def _take(self, end):
        self._fetch(end)
        data = bytes(self._content.data[self._at : end])
        self._at = min(end, len(self._content.data))
        return data if self._binary else data.decode(self.encoding)

    def read(self, size=-1):
        self._check(self._reads, "not readable" if not self._binary else "read")
        whole = len(self._content.data)
        if size is None or size < 0:
            return self._take(whole)
        if self._binary:
            return self._take(min(self._at + size, whole))
        # Characters are not bytes.
        text = bytes(self._content.data[self._at :]).decode(self.encoding)[:size]
        return self._take(self._at + len(text.encode(self.encoding)))

    def readline(self, size=-1):
        self._check(self._reads, "not readable")
        found = self._content.data.find(b"\n", self._at)
        end = found + 1 if found >= 0 else len(self._content.data)
        return self._take(end)

    def readlines(self, hint=-1):
        lines = []
        while True:
            line = self.readline()
            if not line:
                return lines
            lines.append(line)

    def readinto(self, buffer):
        with memoryview(buffer) as view, view.cast("B") as target:
            data = self.read(len(target))
            target[: len(data)] = data
        return len(data)

    def write(self, text):
        self._check(self._writes, "not writable" if not self._binary else "write")
        if self._binary:
            data = bytes(plain_bytes(text))
        else:
            if not isinstance(text, str):
                raise TypeError(f"write() argument must be str, not {type(text).__name__}")
            data = text.encode(self.encoding)
        self._put(data)
        return len(data) if self._binary else len(text)

    def _put(self, data):
        content = self._content
        if self._appends:
            self._at = len(content.data)
        if self._at > len(content.data):
            content.data.extend(bytes(self._at - len(content.data)))
        content.data[self._at : self._at + len(data)] = data
        self._at += len(data)
        self._fetched = max(self._fetched, self._at)
        content.touch()
        self._unwritten += len(data)
        if self._unwritten >= BUFFER:
            self.flush()

    def writelines(self, lines):
        for line in lines:
            self.write(line)


def _of_descriptor(number, mode, encoding):
    """A file object over what is open already."""
    known = _descriptors.find(number)
    if not isinstance(known, File):
        return known.file(number, mode)
    file = File(known._content, number, mode, encoding)
    file._descriptor = number
    _descriptors.replace(number, file)
    return file


def open(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None):
    """Opens a file of the simulated disk."""
    if isinstance(file, int):
        return _of_descriptor(file, mode, encoding)
    kinds = [kind for kind in "rwax" if kind in mode]
    if len(kinds) != 1 or any([letter not in "rwaxbt+" for letter in mode]):
        if any([letter not in "rwaxbtU+" for letter in mode]):
            raise ValueError(f"invalid mode: {mode!r}")
        raise ValueError("must have exactly one of create/read/write/append mode")
    if "b" in mode and encoding is not None:
        raise ValueError("binary mode doesn't take an encoding argument")
    path = absolute(file)
    if path in _folders:
        raise IsADirectoryError(21, "Is a directory", fspath(file))
    if path == "/dev/null":
        return File(_Content(), fspath(file), mode, encoding)
    content = _files.get(path)
    if kinds == ["x"] and content is not None:
        raise FileExistsError(17, "File exists", fspath(file))
    if content is None:
        if kinds == ["r"] or _parent(path) not in _folders:
            raise _missing(file)
        content = _files[path] = _Content()
    elif kinds == ["w"]:
        content.data.clear()
    return File(content, fspath(file), mode, encoding)
