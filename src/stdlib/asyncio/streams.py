"""Streams over a simulated network.

Servers and clients of one event loop find each other by port; any other address is answered by
a simulated web server (see `_network`).  A chunk of data takes the network's latency to arrive.
"""

import _network

from . import events, tasks
from .exceptions import IncompleteReadError
from .protocols import Protocol, Transport

__all__ = [
    "Server",
    "StreamReader",
    "StreamReaderProtocol",
    "StreamWriter",
    "open_connection",
    "start_server",
]

_DEFAULT_LIMIT = 2**16
# How long a chunk is on its way between two ends on this machine.
_LOCAL_LATENCY = 50e-6


class _StreamTransport(Transport):
    """One end of a connection; `_peer` is the other."""

    def __init__(self, loop, protocol, own, other, latency):
        super().__init__({"sockname": own, "peername": other, "socket": _Socket(own, other)})
        self._loop = loop
        self._protocol = protocol
        self._latency = latency
        self._peer = None
        self._closing = False
        self._eof_sent = False

    def write(self, data):
        if self._closing or self._eof_sent:
            return
        self._loop.call_later(self._latency, self._peer._receive, bytes(data))

    def writelines(self, lines):
        self.write(b"".join(lines))

    def _receive(self, data):
        if not self._closing:
            self._protocol.data_received(data)

    def can_write_eof(self):
        return True

    def write_eof(self):
        if not self._eof_sent and not self._closing:
            self._eof_sent = True
            self._loop.call_later(self._latency, self._peer._receive_eof)

    def _receive_eof(self):
        if self._closing:
            return
        keep_open = self._protocol.eof_received()
        if not keep_open:
            self.close()

    def is_closing(self):
        return self._closing

    def close(self):
        if self._closing:
            return
        if not self._eof_sent:
            self._eof_sent = True
            self._loop.call_later(self._latency, self._peer._receive_eof)
        self._closing = True
        self._loop.call_soon(self._protocol.connection_lost, None)

    abort = close

    def get_write_buffer_size(self):
        return 0

    def set_protocol(self, protocol):
        self._protocol = protocol

    def get_protocol(self):
        return self._protocol

    def pause_reading(self):
        pass

    def resume_reading(self):
        pass


class _Socket:
    """What `get_extra_info("socket")` shows."""

    def __init__(self, own, other):
        self._own = own
        self._other = other

    def getsockname(self):
        return self._own

    def getpeername(self):
        return self._other


class Server:
    """Listens on a port until it is closed."""

    def __init__(self, loop, factory, address):
        self._loop = loop
        self._factory = factory
        self._address = address
        self._closed = loop.create_future()
        self._open = True
        self.sockets = (_Socket(address, None),)

    def get_loop(self):
        return self._loop

    def is_serving(self):
        return self._open

    def close(self):
        if self._open:
            self._open = False
            _network.unlisten(self._address[1])
            self.sockets = ()
            if not self._closed.done():
                self._closed.set_result(None)

    async def wait_closed(self):
        if not self._closed.done():
            await self._closed

    async def start_serving(self):
        pass

    async def serve_forever(self):
        if not self._open:
            raise RuntimeError(f"server {self!r} is closed")
        try:
            await self._loop.create_future()
        finally:
            self.close()

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc_info):
        self.close()
        await self.wait_closed()

    def __repr__(self):
        return f"<Server sockets={self.sockets}>"


async def _create_server(loop, factory, host, port):
    port = _network.listen_port(port)
    address = (host or "0.0.0.0", port)
    server = Server(loop, factory, address)
    _network.listen(port, server)
    return server


async def _create_connection(loop, factory, host, port):
    port = int(port)
    protocol = factory()
    server = _network.listener(host, port)
    own = ("127.0.0.1", _network.ephemeral_port())
    if server is not None and isinstance(server, Server):
        latency = _LOCAL_LATENCY
        other, far_protocol = (host, port), server._factory()
    elif _network.is_local(host):
        await tasks.sleep(_LOCAL_LATENCY)
        raise ConnectionRefusedError(
            111, f"Connect call failed ({_network.resolve(host)!r}, {port})"
        )
    else:
        latency = _network.LATENCY / 2
        other, far_protocol = (_network.resolve(host), port), _WebServer(host)
    await tasks.sleep(2 * latency)
    near = _StreamTransport(loop, protocol, own, other, latency)
    far = _StreamTransport(loop, far_protocol, other, own, latency)
    near._peer, far._peer = far, near
    far_protocol.connection_made(far)
    protocol.connection_made(near)
    return near, protocol


class _WebServer(Protocol):
    """Answers every request of the protocol HTTP with a page."""

    def __init__(self, host):
        self._host = host
        self._request = b""

    def connection_made(self, transport):
        self._transport = transport

    def data_received(self, data):
        self._request += data
        if b"\r\n\r\n" in self._request:
            self._transport.write(_network.http_answer(self._host, self._request))
            self._transport.close()


class StreamReader:
    """The bytes that come in."""

    def __init__(self, limit=_DEFAULT_LIMIT, loop=None):
        self._limit = limit
        self._loop = events.get_event_loop() if loop is None else loop
        self._buffer = bytearray()
        self._eof = False
        self._waiter = None
        self._exception = None

    def feed_data(self, data):
        self._buffer.extend(data)
        self._wake()

    def feed_eof(self):
        self._eof = True
        self._wake()

    def at_eof(self):
        return self._eof and not self._buffer

    def exception(self):
        return self._exception

    def set_exception(self, exc):
        self._exception = exc
        self._wake()

    def set_transport(self, transport):
        self._transport = transport

    def _wake(self):
        waiter, self._waiter = self._waiter, None
        if waiter is not None and not waiter.done():
            waiter.set_result(None)

    async def _wait(self, name):
        if self._waiter is not None:
            raise RuntimeError(
                f"{name}() called while another coroutine is already waiting for incoming data"
            )
        self._waiter = self._loop.create_future()
        try:
            await self._waiter
        finally:
            self._waiter = None

    def _take(self, count):
        data = bytes(self._buffer[:count])
        del self._buffer[:count]
        return data

    async def read(self, n=-1):
        if self._exception is not None:
            raise self._exception
        if n == 0:
            return b""
        if n < 0:
            blocks = []
            while True:
                block = await self.read(self._limit)
                if not block:
                    return b"".join(blocks)
                blocks.append(block)
        if not self._buffer and not self._eof:
            await self._wait("read")
        return self._take(n)

    async def readline(self):
        try:
            return await self.readuntil(b"\n")
        except IncompleteReadError as error:
            return error.partial

    async def readuntil(self, separator=b"\n"):
        while True:
            if self._exception is not None:
                raise self._exception
            at = bytes(self._buffer).find(separator)
            if at >= 0:
                return self._take(at + len(separator))
            if self._eof:
                raise IncompleteReadError(self._take(len(self._buffer)), None)
            await self._wait("readuntil")

    async def readexactly(self, n):
        if n < 0:
            raise ValueError("readexactly size can not be less than zero")
        while len(self._buffer) < n:
            if self._eof:
                raise IncompleteReadError(self._take(len(self._buffer)), n)
            await self._wait("readexactly")
        return self._take(n)

    def __aiter__(self):
        return self

    async def __anext__(self):
        line = await self.readline()
        if not line:
            raise StopAsyncIteration
        return line


class StreamReaderProtocol(Protocol):
    """Feeds a reader; on a server, starts the client's handler."""

    def __init__(self, stream_reader, client_connected_cb=None, loop=None):
        self._reader = stream_reader
        self._callback = client_connected_cb
        self._loop = events.get_event_loop() if loop is None else loop
        self._closed = self._loop.create_future()
        self._task = None

    def connection_made(self, transport):
        self._transport = transport
        self._reader.set_transport(transport)
        if self._callback is not None:
            writer = StreamWriter(transport, self, self._reader, self._loop)
            result = self._callback(self._reader, writer)
            if hasattr(result, "__await__"):
                self._task = self._loop.create_task(result)

                def done(task):
                    if task.cancelled():
                        transport.close()
                        return
                    error = task.exception()
                    if error is not None:
                        self._loop.call_exception_handler(
                            {
                                "message": "Unhandled exception in client_connected_cb",
                                "exception": error,
                                "transport": transport,
                            }
                        )
                        transport.close()

                self._task.add_done_callback(done)

    def data_received(self, data):
        self._reader.feed_data(data)

    def eof_received(self):
        self._reader.feed_eof()
        return True

    def connection_lost(self, exc):
        if exc is None:
            self._reader.feed_eof()
        else:
            self._reader.set_exception(exc)
        if not self._closed.done():
            self._closed.set_result(None)


class StreamWriter:
    """The bytes that go out."""

    def __init__(self, transport, protocol, reader, loop):
        self._transport = transport
        self._protocol = protocol
        self._reader = reader
        self._loop = loop

    @property
    def transport(self):
        return self._transport

    def write(self, data):
        self._transport.write(data)

    def writelines(self, data):
        self._transport.writelines(data)

    def write_eof(self):
        return self._transport.write_eof()

    def can_write_eof(self):
        return self._transport.can_write_eof()

    def close(self):
        return self._transport.close()

    def is_closing(self):
        return self._transport.is_closing()

    async def wait_closed(self):
        await self._protocol._closed

    def get_extra_info(self, name, default=None):
        return self._transport.get_extra_info(name, default)

    async def drain(self):
        if self._transport.is_closing():
            await tasks.sleep(0)


async def open_connection(host=None, port=None, *, limit=_DEFAULT_LIMIT, **options):
    """Connects to a server; a reader and a writer."""
    loop = events.get_running_loop()
    reader = StreamReader(limit=limit, loop=loop)
    protocol = StreamReaderProtocol(reader, loop=loop)
    transport, _ = await loop.create_connection(lambda: protocol, host, port, **options)
    return reader, StreamWriter(transport, protocol, reader, loop)


async def start_server(client_connected_cb, host=None, port=None, *, limit=_DEFAULT_LIMIT, **options):
    """A server that calls back with a reader and a writer for each client."""
    loop = events.get_running_loop()

    def factory():
        reader = StreamReader(limit=limit, loop=loop)
        return StreamReaderProtocol(reader, client_connected_cb, loop=loop)

    return await loop.create_server(factory, host, port, **options)
