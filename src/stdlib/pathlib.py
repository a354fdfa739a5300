"""Paths as objects, on the simulated disk."""

import os
import posixpath

__all__ = ["Path", "PosixPath", "PurePath", "PurePosixPath"]


class PurePath:
    """A path as text."""

    def __init__(self, *parts):
        texts = [os.fspath(part) for part in parts]
        joined = posixpath.join(*texts) if texts else ""
        lead = "/" if joined.startswith("/") else ""
        names = [name for name in joined.split("/") if name not in ("", ".")]
        self._text = lead + "/".join(names) or "."

    def __fspath__(self):
        return self._text

    def __str__(self):
        return self._text

    def __repr__(self):
        return f"{type(self).__name__}({self._text!r})"

    def __bytes__(self):
        return self._text.encode()

    def as_posix(self):
        return self._text

    def __eq__(self, other):
        if not isinstance(other, PurePath):
            return NotImplemented
        return self._text == other._text

    def __hash__(self):
        return hash(self._text)

    def __lt__(self, other):
        if not isinstance(other, PurePath):
            return NotImplemented
        return self._text.split("/") < other._text.split("/")

    def __le__(self, other):
        return self == other or self < other

    def __gt__(self, other):
        return other < self

    def __ge__(self, other):
        return self == other or other < self

    def __truediv__(self, other):
        try:
            return type(self)(self, other)
        except TypeError:
            return NotImplemented

    def __rtruediv__(self, other):
        return type(self)(other, self)

    @property
    def parts(self):
        names = tuple([name for name in self._text.split("/") if name not in ("", ".")])
        return ("/",) + names if self._text.startswith("/") else names

    @property
    def drive(self):
        return ""

    @property
    def root(self):
        return "/" if self._text.startswith("/") else ""

    anchor = root

    @property
    def name(self):
        names = [name for name in self.parts if name != "/"]
        return names[-1] if names else ""

    @property
    def stem(self):
        return posixpath.splitext(self.name)[0]

    @property
    def suffix(self):
        return posixpath.splitext(self.name)[1]

    @property
    def suffixes(self):
        return ["." + part for part in self.name.lstrip(".").split(".")[1:]]

    @property
    def parent(self):
        if self._text in ("/", "."):
            return self
        return type(self)(posixpath.dirname(self._text))

    @property
    def parents(self):
        found, at = [], self
        while at.parent != at:
            at = at.parent
            found.append(at)
        return tuple(found)

    def is_absolute(self):
        return self._text.startswith("/")

    def joinpath(self, *others):
        return type(self)(self, *others)

    def with_name(self, name):
        return self.parent / name

    def with_stem(self, stem):
        return self.with_name(stem + self.suffix)

    def with_suffix(self, suffix):
        return self.with_name(self.stem + suffix)

    def relative_to(self, other):
        other = type(self)(other)
        mine, base = self.parts, other.parts
        if mine[: len(base)] != base:
            raise ValueError(f"{str(self)!r} is not in the subpath of {str(other)!r}")
        return type(self)(*mine[len(base) :])

    def is_relative_to(self, other):
        base = type(self)(other).parts
        return self.parts[: len(base)] == base

    def match(self, pattern):
        import fnmatch

        return fnmatch.fnmatchcase(self.name, pattern.rsplit("/", 1)[-1])


class PurePosixPath(PurePath):
    """The same: there is only one kind of path here."""


class Path(PurePosixPath):
    """A path that can be looked up."""

    def __new__(cls, *parts):
        return object.__new__(PosixPath if cls is Path else cls)

    @classmethod
    def cwd(cls):
        return cls(os.getcwd())

    @classmethod
    def home(cls):
        return cls("/root")

    def exists(self):
        return posixpath.exists(self)

    def is_file(self):
        return posixpath.isfile(self)

    def is_dir(self):
        return posixpath.isdir(self)

    def is_symlink(self):
        return False

    def absolute(self):
        return self if self.is_absolute() else type(self)(os.getcwd(), self)

    def resolve(self, strict=False):
        return type(self)(posixpath.normpath(self.absolute()._text))

    def expanduser(self):
        return type(self)(posixpath.expanduser(self._text))

    def stat(self):
        return os.stat(self)

    def open(self, mode="r", buffering=-1, encoding=None, errors=None, newline=None):
        return open(self, mode, buffering, encoding, errors, newline)

    def read_text(self, encoding=None, errors=None, newline=None):
        with self.open("r", encoding=encoding) as file:
            return file.read()

    def read_bytes(self):
        with self.open("rb") as file:
            return file.read()

    def write_text(self, data, encoding=None, errors=None, newline=None):
        with self.open("w", encoding=encoding) as file:
            return file.write(data)

    def write_bytes(self, data):
        with self.open("wb") as file:
            return file.write(data)

    def touch(self, mode=0o666, exist_ok=True):
        if not exist_ok and self.exists():
            raise FileExistsError(17, "File exists", str(self))
        self.open("a").close()

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        if parents:
            os.makedirs(self, exist_ok=exist_ok)
            return
        try:
            os.mkdir(self)
        except FileExistsError:
            if not exist_ok or not self.is_dir():
                raise

    def rmdir(self):
        os.rmdir(self)

    def unlink(self, missing_ok=False):
        try:
            os.remove(self)
        except FileNotFoundError:
            if not missing_ok:
                raise

    def rename(self, target):
        os.rename(self, target)
        return type(self)(target)

    replace = rename

    def iterdir(self):
        for name in os.listdir(self):
            yield self / name

    def glob(self, pattern):
        import fnmatch

        first, _, rest = pattern.partition("/")
        if first == "**":
            yield from self.glob(rest) if rest else [self]
            for child in list(self.iterdir()):
                if child.is_dir():
                    yield from child.glob(pattern)
            return
        for child in list(self.iterdir()):
            if fnmatch.fnmatchcase(child.name, first):
                if not rest:
                    yield child
                elif child.is_dir():
                    yield from child.glob(rest)

    def rglob(self, pattern):
        return self.glob("**/" + pattern)


class PosixPath(Path):
    """What `Path(...)` makes."""


for _class in (PurePath, PurePosixPath, Path, PosixPath):
    _class.__module__ = "pathlib"
