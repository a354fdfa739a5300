"""Sockets on the simulated network: threads of one program reach each other by port.

Any other address is a simulated web server.
"""

import threading
import time
from collections import deque
from enum import IntEnum

import _descriptors
import _network
from _lines import Lines

__all__ = ["AF_INET", "SOCK_STREAM", "create_connection", "create_server", "gaierror", "gethostbyname", "gethostname", "socket", "socketpair", "timeout"]


class AddressFamily(IntEnum):
    AF_UNIX = 1
    AF_INET = 2
    AF_INET6 = 10


class SocketKind(IntEnum):
    SOCK_STREAM = 1
    SOCK_DGRAM = 2


AF_UNIX, AF_INET, AF_INET6 = AddressFamily
SOCK_STREAM, SOCK_DGRAM = SocketKind
SOL_SOCKET, SO_REUSEADDR, SO_REUSEPORT, SO_BROADCAST, SO_KEEPALIVE = 1, 2, 15, 6, 9
IPPROTO_TCP, IPPROTO_UDP, TCP_NODELAY = 6, 17, 1
SHUT_RD, SHUT_WR, SHUT_RDWR = 0, 1, 2
SOMAXCONN = 4096
INADDR_ANY = 0
_LOCAL_LATENCY = 20e-6

error = OSError
timeout = TimeoutError
_default_timeout = None


class gaierror(OSError):
    """There is no such name."""


class herror(OSError):
    """There is no such host."""


class _Channel:
    """Bytes on their way in one direction."""

    def __init__(self):
        self.ready = threading.Condition()
        self.data = bytearray()
        self.open = True

    def send(self, data):
        with self.ready:
            if not self.open:
                raise BrokenPipeError(32, "Broken pipe")
            self.data.extend(data)
            self.ready.notify_all()

    def receive(self, count, wait):
        with self.ready:
            if not self.data and self.open and not self.ready.wait_for(
                lambda: self.data or not self.open, wait
            ):
                raise TimeoutError("timed out")
            taken = bytes(self.data[:count])
            del self.data[:count]
        return taken

    def close(self):
        with self.ready:
            self.open = False
            self.ready.notify_all()


class _Listener:
    """A port on which connections arrive."""

    def __init__(self):
        self.ready = threading.Condition()
        self.arrived = deque()
        self.open = True


class socket:
    """One end of a connection, or a port to listen on."""

    def __init__(self, family=AF_INET, type=SOCK_STREAM, proto=0, fileno=None):
        if type == SOCK_DGRAM:
            raise OSError(93, "gilsim simulates no datagrams; use SOCK_STREAM")
        self.family = family
        self.type = type
        self.proto = proto
        self._fd = _descriptors.enter(self)
        self._timeout = _default_timeout
        self._own = ("0.0.0.0", 0)
        self._other = None
        self._incoming = None
        self._outgoing = None
        self._listener = None
        self._closed = False
        self._web = None

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()

    def __repr__(self):
        state = " [closed]" if self._closed else ""
        return f"<socket.socket{state} fd={-1 if self._closed else self._fd}, family={int(self.family)}, type={int(self.type)}, proto={self.proto}>"

    def _check(self):
        if self._closed:
            raise OSError(9, "Bad file descriptor")

    def fileno(self):
        return -1 if self._closed else self._fd

    def setsockopt(self, *args):
        self._check()

    def getsockopt(self, *args):
        return 0

    def settimeout(self, value):
        self._timeout = value

    def gettimeout(self):
        return self._timeout

    def setblocking(self, flag):
        self._timeout = None if flag else 0.0

    def getsockname(self):
        return self._own

    def getpeername(self):
        if self._other is None:
            raise OSError(107, "Transport endpoint is not connected")
        return self._other

    def bind(self, address):
        self._check()
        host, port = address[:2]
        self._own = (host or "0.0.0.0", _network.listen_port(port))

    def listen(self, backlog=128):
        self._check()
        self._listener = _Listener()
        _network.listen(self._own[1], self._listener)

    def accept(self):
        self._check()
        listener = self._listener
        if listener is None:
            raise OSError(22, "Invalid argument")
        with listener.ready:
            if not listener.arrived and not listener.ready.wait_for(
                lambda: listener.arrived or not listener.open, self._timeout
            ):
                if self._timeout == 0:
                    raise BlockingIOError(11, "Resource temporarily unavailable")
                raise TimeoutError("timed out")
            if not listener.open:
                raise OSError(9, "Bad file descriptor")
            new = listener.arrived.popleft()
        return new, new._other

    def connect(self, address):
        self._check()
        host, port = address[:2]
        if not _network.is_local(host):
            time.sleep(_network.LATENCY)
            self._own = ("10.0.0.2", _network.ephemeral_port())
            self._other = (_network.resolve(host), port)
            self._web = (host, bytearray())
            self._incoming = _Channel()
            return
        time.sleep(_LOCAL_LATENCY)
        listener = _network.listener(host, port)
        if not isinstance(listener, _Listener) or not listener.open:
            raise ConnectionRefusedError(111, "Connection refused")
        self._own = ("127.0.0.1", _network.ephemeral_port())
        self._other = ("127.0.0.1", port)
        far = socket(self.family, self.type)
        far._own, far._other = self._other, self._own
        _join(self, far)
        with listener.ready:
            listener.arrived.append(far)
            listener.ready.notify_all()

    def connect_ex(self, address):
        try:
            self.connect(address)
        except OSError as failure:
            return failure.errno
        return 0

    def send(self, data, flags=0):
        self._check()
        if self._web is not None:
            host, request = self._web
            request.extend(data)
            if b"\r\n\r\n" in request:
                answer = _network.http_answer(host, bytes(request))
                _network.transfer(len(answer))
                self._incoming.send(answer)
                self._incoming.close()
                request.clear()
            return len(data)
        if self._outgoing is None:
            raise BrokenPipeError(32, "Broken pipe")
        time.sleep(_LOCAL_LATENCY)
        self._outgoing.send(data)
        return len(data)

    def sendall(self, data, flags=0):
        self.send(data, flags)

    def recv(self, bufsize, flags=0):
        self._check()
        if self._incoming is None:
            raise OSError(107, "Transport endpoint is not connected")
        if self._timeout == 0 and not self._incoming.data and self._incoming.open:
            raise BlockingIOError(11, "Resource temporarily unavailable")
        return self._incoming.receive(bufsize, self._timeout)

    def recv_into(self, buffer, nbytes=0, flags=0):
        with memoryview(buffer) as view, view.cast("B") as target:
            data = self.recv(nbytes or len(target), flags)
            target[: len(data)] = data
        return len(data)

    def makefile(self, mode="r", *args, **kwargs):
        return _SocketFile(self, mode)

    def descriptor_read(self, n):
        return self.recv(n)

    def descriptor_write(self, data):
        self.sendall(data)

    def file(self, fd, mode):
        return self.makefile(mode)

    def shutdown(self, how):
        if self._outgoing is not None and how in (SHUT_WR, SHUT_RDWR):
            self._outgoing.close()

    def detach(self):
        return self._fd

    def close(self):
        if self._closed:
            return
        self._closed = True
        _descriptors.forget(self._fd)
        if self._outgoing is not None:
            self._outgoing.close()
        if self._listener is not None:
            _network.unlisten(self._own[1])
            with self._listener.ready:
                self._listener.open = False
                self._listener.ready.notify_all()


def _join(a, b):
    """Makes two sockets the ends of one connection."""
    a._incoming = b._outgoing = _Channel()
    b._incoming = a._outgoing = _Channel()


class _SocketFile(Lines):
    """A connection as a file."""

    def __init__(self, sock, mode):
        self._sock = sock
        self._text = "b" not in mode
        self._buffer = b""

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        pass

    def _out(self, data):
        return data.decode() if self._text else data

    def readline(self):
        while b"\n" not in self._buffer:
            more = self._sock.recv(4096)
            if not more:
                break
            self._buffer += more
        end = self._buffer.find(b"\n") + 1 or len(self._buffer)
        line, self._buffer = self._buffer[:end], self._buffer[end:]
        return self._out(line)

    def read(self, n=-1):
        while n < 0 or len(self._buffer) < n:
            more = self._sock.recv(4096)
            if not more:
                break
            self._buffer += more
        end = len(self._buffer) if n < 0 else n
        data, self._buffer = self._buffer[:end], self._buffer[end:]
        return self._out(data)

    def write(self, text):
        self._sock.sendall(text.encode() if self._text else text)
        return len(text)

    def flush(self):
        pass

    def close(self):
        pass


SocketType = socket


def socketpair(family=AF_UNIX, type=SOCK_STREAM, proto=0):
    """Two ends of one connection."""
    a, b = socket(), socket()
    _join(a, b)
    return a, b


def create_connection(address, timeout=None, source_address=None):
    new = socket()
    new.settimeout(timeout)
    new.connect(address)
    return new


def create_server(address, *, family=AF_INET, backlog=None, reuse_port=False):
    new = socket()
    new.bind(address)
    new.listen()
    return new


def gethostname():
    return "gilsim"


getfqdn = gethostname


def gethostbyname(hostname):
    if hostname.endswith(".invalid"):
        raise gaierror(-2, "Name or service not known")
    return _network.resolve(hostname)


def getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):
    return [(AF_INET, SOCK_STREAM, 6, "", (gethostbyname(host), port))]


def setdefaulttimeout(timeout):
    global _default_timeout
    _default_timeout = timeout


def getdefaulttimeout():
    return _default_timeout


def inet_aton(text):
    return bytes([int(part) for part in text.split(".")])


def htons(x):
    return (x & 0xFF) << 8 | x >> 8


ntohs = htons
