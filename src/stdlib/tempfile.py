"""Files and folders for a while, on the simulated disk."""

import os
import shutil

__all__ = [
    "NamedTemporaryFile",
    "SpooledTemporaryFile",
    "TemporaryDirectory",
    "TemporaryFile",
    "gettempdir",
    "mkdtemp",
    "mkstemp",
]

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_"


def gettempdir():
    return "/tmp"


def _name(suffix, prefix, dir):
    dir = gettempdir() if dir is None else os.fspath(dir)
    while True:
        middle = "".join([_LETTERS[byte % len(_LETTERS)] for byte in os.urandom(8)])
        path = os.path.join(dir, f"{'tmp' if prefix is None else prefix}{middle}{suffix or ''}")
        if not os.path.exists(path):
            return path


def mkdtemp(suffix=None, prefix=None, dir=None):
    path = _name(suffix, prefix, dir)
    os.mkdir(path)
    return path


def mkstemp(suffix=None, prefix=None, dir=None, text=False):
    path = _name(suffix, prefix, dir)
    return open(path, "w+" if text else "w+b").fileno(), path


class NamedTemporaryFile:
    """A file that is removed when it is closed."""

    def __init__(self, mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, delete=True, **options):
        self.name = _name(suffix, prefix, dir)
        self.file = open(self.name, mode, encoding=encoding)
        self.delete = delete

    def __getattr__(self, name):
        return getattr(self.file, name)

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()

    def __iter__(self):
        return iter(self.file)

    def close(self):
        self.file.close()
        if self.delete and os.path.exists(self.name):
            os.remove(self.name)


TemporaryFile = NamedTemporaryFile
SpooledTemporaryFile = NamedTemporaryFile


class TemporaryDirectory:
    """A folder that is removed with all in it."""

    def __init__(self, suffix=None, prefix=None, dir=None, ignore_cleanup_errors=False, *, delete=True):
        self.name = mkdtemp(suffix, prefix, dir)

    def __enter__(self):
        return self.name

    def __exit__(self, *exc_info):
        self.cleanup()

    def __repr__(self):
        return f"<TemporaryDirectory {self.name!r}>"

    def cleanup(self):
        if os.path.exists(self.name):
            shutil.rmtree(self.name)
