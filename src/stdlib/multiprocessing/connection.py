"""Pipes for objects."""

import time
import _multiprocessing

from multiprocessing.context import assert_spawning, get_spawning_popen
from multiprocessing.reduction import ForkingPickler

BUFSIZE = 8192


class Connection:
    """One end of a pipe."""

    def __init__(self, handle, readable=True, writable=True):
        self._handle = handle
        self._readable = readable
        self._writable = writable

    @property
    def closed(self):
        return self._handle is None

    @property
    def readable(self):
        return self._readable

    @property
    def writable(self):
        return self._writable

    def fileno(self):
        self._check_closed()
        return self._handle

    def close(self):
        if self._handle is not None:
            handle, self._handle = self._handle, None
            _multiprocessing.close(handle)

    def _check_closed(self):
        if self._handle is None:
            raise OSError("handle is closed")

    def _check_readable(self):
        if not self._readable:
            raise OSError("connection is write-only")

    def _check_writable(self):
        if not self._writable:
            raise OSError("connection is read-only")

    def send(self, obj):
        """Send an object."""
        self._check_closed()
        self._check_writable()
        self._send_bytes(ForkingPickler.dumps(obj))

    def send_bytes(self, buf, offset=0, size=None):
        """Send bytes as one message."""
        self._check_closed()
        self._check_writable()
        length = len(buf)
        if offset < 0:
            raise ValueError("offset is negative")
        if length < offset:
            raise ValueError("buffer length < offset")
        if size is None:
            size = length - offset
        elif size < 0:
            raise ValueError("size is negative")
        elif offset + size > length:
            raise ValueError("buffer length < offset + size")
        self._send_bytes(bytes(buf[offset : offset + size]))

    def recv(self):
        """The next object; EOFError where the other end is closed."""
        self._check_closed()
        self._check_readable()
        return ForkingPickler.loads(self._recv_bytes())

    def recv_bytes(self, maxlength=None):
        self._check_closed()
        self._check_readable()
        data = self._recv_bytes()
        if maxlength is not None and len(data) > maxlength:
            self.close()
            raise OSError("bad message length")
        return data

    def recv_bytes_into(self, buf, offset=0):
        data = self.recv_bytes()
        if len(data) > len(buf) - offset:
            from multiprocessing.context import BufferTooShort

            raise BufferTooShort(data)
        buf[offset : offset + len(data)] = data
        return len(data)

    def poll(self, timeout=0.0):
        """Whether there is something to receive within that time."""
        self._check_closed()
        self._check_readable()
        return bool(wait([self], timeout))

    def _send_bytes(self, data):
        header = len(data).to_bytes(4, "big")
        if len(data) > 16384:
            _multiprocessing.write(self._handle, header)
            _multiprocessing.write(self._handle, data)
        else:
            _multiprocessing.write(self._handle, header + data)

    def _recv_bytes(self):
        size = int.from_bytes(self._recv(4), "big")
        return self._recv(size)

    def _recv(self, size):
        data = _multiprocessing.read(self._handle, size)
        if len(data) == size:
            return data
        parts = [data]
        size -= len(data)
        while size > 0:
            if not data:
                if len(parts) == 1:
                    raise EOFError
                raise OSError("got end of file during message")
            data = _multiprocessing.read(self._handle, size)
            parts.append(data)
            size -= len(data)
        return b"".join(parts)

    def __reduce__(self):
        popen = get_spawning_popen()
        if popen is None:
            raise RuntimeError(
                "gilsim passes a Connection to a process only when that is started"
            )
        return Connection, (popen.duplicate_for_child(self._handle), self._readable, self._writable)

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, exc_tb):
        self.close()


def Pipe(duplex=True):
    """The two ends of a pipe."""
    if duplex:
        one, other = _multiprocessing.socketpair()
        return Connection(one), Connection(other)
    reader, writer = _multiprocessing.pipe()
    return Connection(reader, writable=False), Connection(writer, readable=False)


def wait(object_list, timeout=None):
    """Those of the connections and sentinels that have something to read."""
    fds = {}
    for obj in object_list:
        fds[obj if isinstance(obj, int) else obj.fileno()] = obj
    if timeout is not None and timeout < 0:
        timeout = 0
    ready = _multiprocessing.poll(list(fds), timeout)
    return [fds[fd] for fd in ready]
