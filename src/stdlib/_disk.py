"""The functions of `os` that look at files, descriptors and processes."""

import _descriptors
import _filesystem
import _multiprocessing
import posixpath
from _lines import Lines
from collections import deque, namedtuple

stat_result = namedtuple("stat_result", "st_mode st_size st_mtime st_ctime st_atime st_uid st_gid")


def listdir(path="."):
    return _filesystem.names_in(path)


def mkdir(path, mode=0o777):
    _filesystem.make_folder(path)


def makedirs(name, mode=0o777, exist_ok=False):
    head = posixpath.dirname(_filesystem.absolute(name))
    if not _filesystem.exists(head):
        makedirs(head, exist_ok=True)
    try:
        _filesystem.make_folder(name)
    except FileExistsError:
        if not exist_ok or not _filesystem.is_folder(name):
            raise


def rmdir(path):
    _filesystem.remove_folder(path)


removedirs = rmdir


def remove(path):
    _filesystem.remove_file(path)


unlink = remove


def rename(src, dst):
    _filesystem.rename(src, dst)


replace = rename


def chdir(path):
    _filesystem.change_folder(path)


def stat(path):
    when = _filesystem.changed(path)
    mode = 0o100644 if _filesystem.is_file(path) else 0o040755
    return stat_result(mode, _filesystem.size(path), when, when, when, 0, 0)


class DirEntry:
    """What `scandir` finds."""

    def __init__(self, folder, name):
        self.name = name
        self.path = posixpath.join(folder, name)

    def is_file(self):
        return _filesystem.is_file(self.path)

    def is_dir(self):
        return _filesystem.is_folder(self.path)

    def stat(self):
        return stat(self.path)

    def __repr__(self):
        return f"<DirEntry {self.name!r}>"


class scandir:
    """The entries of a folder."""

    def __init__(self, path="."):
        self._entries = iter([DirEntry(_filesystem.fspath(path), name) for name in listdir(path)])

    def __iter__(self):
        return self._entries

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        pass


def walk(top, topdown=True):
    folders, files = [], []
    for name in listdir(top):
        inside = posixpath.join(_filesystem.fspath(top), name)
        (folders if _filesystem.is_folder(inside) else files).append(name)
    if topdown:
        yield top, folders, files
    for name in folders:
        yield from walk(posixpath.join(_filesystem.fspath(top), name), topdown)
    if not topdown:
        yield top, folders, files


# Pipes are the kernel's, which processes share.


class _KernelEnd:
    """One end of a pipe of the kernel. A child has a copy of it."""

    def __init__(self, fd):
        self._fd = fd

    def descriptor_read(self, n):
        return _multiprocessing.read(self._fd, n)

    def descriptor_write(self, data):
        _multiprocessing.write(self._fd, data)

    def close(self):
        _multiprocessing.close(self._fd)

    def file(self, fd, mode):
        return _PipeFile(fd, mode)


def pipe():
    """Two descriptors: what is written to the second is read from the first."""
    reader, writer = _multiprocessing.pipe()
    return _descriptors.enter(_KernelEnd(reader)), _descriptors.enter(_KernelEnd(writer))


def read(fd, n):
    return _descriptors.find(fd).descriptor_read(n)


def write(fd, data):
    if fd in (1, 2):
        import sys

        stream = sys.stdout if fd == 1 else sys.stderr
        stream.flush()
        stream.write(bytes(data).decode())
        stream.flush()
    else:
        _descriptors.find(fd).descriptor_write(bytes(data))
    return len(data)


def close(fd):
    thing = _descriptors.find(fd)
    thing.close()
    _descriptors.forget(fd)


class _PipeFile(Lines):
    """A file object over one end of a pipe."""

    def __init__(self, fd, mode):
        self._fd = fd
        self._text = "b" not in mode
        self._buffer = b""
        self.closed = False

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()

    def fileno(self):
        return self._fd

    def write(self, text):
        write(self._fd, text.encode() if self._text else text)
        return len(text)

    def flush(self):
        pass

    def close(self):
        if not self.closed:
            self.closed = True
            close(self._fd)

    def _out(self, data):
        return data.decode() if self._text else data

    def readline(self):
        while b"\n" not in self._buffer:
            more = read(self._fd, 4096)
            if not more:
                break
            self._buffer += more
        end = self._buffer.find(b"\n") + 1 or len(self._buffer)
        line, self._buffer = self._buffer[:end], self._buffer[end:]
        return self._out(line)

    def read(self):
        while True:
            more = read(self._fd, 4096)
            if not more:
                break
            self._buffer += more
        data, self._buffer = self._buffer, b""
        return self._out(data)


def fdopen(fd, mode="r", buffering=-1, encoding=None, *args, **kwargs):
    return _filesystem.open(fd, mode, buffering, encoding)


def fsync(fd):
    import gilsim

    gilsim.io("disk", 4096)


def system(command):
    import subprocess

    return subprocess.call(command, shell=True)


def kill(pid, sig):
    """Sends a signal to a process; what is not caught ends it."""
    import _thread
    import signal
    from posix import getpid

    in_main = _thread.get_ident() == _thread._get_main_thread_ident()
    if pid == getpid() and in_main and sig not in (0, signal.SIGKILL):
        signal.raise_signal(sig)
    else:
        _multiprocessing.kill(pid, sig)
