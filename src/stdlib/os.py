"""What a program knows of the machine it runs on.  The machine is simulated and has no files."""

import posixpath as path
import sys as _sys
from posix import (
    _crash, _exit, cpu_count, environ, error, fork as _fork, getpid, getppid, sched_getaffinity, sched_yield,
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


def abort():
    """End the process as a crash in C does."""
    _crash(6)


_before_fork = []
_after_fork_in_parent = []
_after_fork_in_child = []


def register_at_fork(*, before=None, after_in_parent=None, after_in_child=None):
    """Have functions called around every fork."""
    if before is not None:
        _before_fork.append(before)
    if after_in_parent is not None:
        _after_fork_in_parent.append(after_in_parent)
    if after_in_child is not None:
        _after_fork_in_child.append(after_in_child)


def fork():
    """Make a child that is a copy of this process, with this thread alone: 0 in the child."""
    for function in reversed(_before_fork):
        function()
    pid = _fork()
    if pid:
        for function in _after_fork_in_parent:
            function()
        return pid
    threading = _sys.modules.get("threading")
    if threading is not None:
        threading._after_fork()
    for function in _after_fork_in_child:
        function()
    return 0


WNOHANG = 1


def waitpid(pid, options, /):
    """Wait for a child: its number and its status as wait(2) encodes it."""
    import _multiprocessing

    pid, code = _multiprocessing.waitpid(pid, not options & WNOHANG)
    return pid, -code if code < 0 else code << 8


def wait():
    return waitpid(-1, 0)


def waitstatus_to_exitcode(status):
    return -(status & 0x7F) if status & 0x7F else status >> 8


def WIFEXITED(status):
    return not status & 0x7F


def WEXITSTATUS(status):
    return status >> 8


def WIFSIGNALED(status):
    return bool(status & 0x7F)


def WTERMSIG(status):
    return status & 0x7F


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
