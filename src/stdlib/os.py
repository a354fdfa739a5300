"""What a program knows of the machine it runs on.  The machine is simulated and has no files."""

import posixpath as path
import sys as _sys
from posix import (
    _exit, cpu_count, environ, error, getpid, getppid, sched_getaffinity, sched_yield,
    strerror, urandom,
)

_sys.modules["os.path"] = path

name = "posix"
sep = path.sep
pathsep = path.pathsep
linesep = "\n"
curdir = path.curdir
pardir = path.pardir
extsep = path.extsep
altsep = path.altsep
devnull = "/dev/null"


def getenv(key, default=None):
    """An environment variable."""
    return environ.get(key, default)


def process_cpu_count():
    """How many cores this process may use."""
    return len(sched_getaffinity(0))


def fspath(path):
    """The text of a path object."""
    if isinstance(path, (str, bytes)):
        return path
    try:
        method = type(path).__fspath__
    except AttributeError:
        raise TypeError(
            f"expected str, bytes or os.PathLike object, not {type(path).__name__}"
        ) from None
    return method(path)


def getcwd():
    """The folder that names without a slash in front begin in."""
    import _filesystem

    return _filesystem.working_folder()


class PathLike:
    """Whatever has `__fspath__`."""

    @classmethod
    def __subclasshook__(cls, subclass):
        return hasattr(subclass, "__fspath__")


def fsencode(filename):
    return fspath(filename).encode() if not isinstance(filename, bytes) else filename


def fsdecode(filename):
    return filename.decode() if isinstance(filename, bytes) else fspath(filename)


def __getattr__(name):
    """The simulated disk is not there before a program asks for it."""
    if name in _ON_DISK:
        import _disk

        found = getattr(_disk, name)
        globals()[name] = found
        return found
    raise AttributeError(f"module 'os' has no attribute {name!r}")


_ON_DISK = (
    "chdir",
    "close",
    "fdopen",
    "fsync",
    "kill",
    "listdir",
    "makedirs",
    "mkdir",
    "pipe",
    "read",
    "remove",
    "removedirs",
    "rename",
    "replace",
    "rmdir",
    "scandir",
    "stat",
    "system",
    "unlink",
    "walk",
    "write",
)
