"""What programs subclass to be told of the network's events."""

__all__ = [
    "BaseProtocol",
    "BaseTransport",
    "DatagramProtocol",
    "Protocol",
    "SubprocessProtocol",
    "Transport",
]


class BaseProtocol:
    """A connection's events."""

    def connection_made(self, transport):
        pass

    def connection_lost(self, exc):
        pass

    def pause_writing(self):
        pass

    def resume_writing(self):
        pass


class Protocol(BaseProtocol):
    """The events of a stream of bytes."""

    def data_received(self, data):
        pass

    def eof_received(self):
        pass


class DatagramProtocol(BaseProtocol):
    """The events of a socket for datagrams."""

    def datagram_received(self, data, addr):
        pass

    def error_received(self, exc):
        pass


class SubprocessProtocol(BaseProtocol):
    """The events of another process."""

    def pipe_data_received(self, fd, data):
        pass

    def pipe_connection_lost(self, fd, exc):
        pass

    def process_exited(self):
        pass


class BaseTransport:
    """One end of a connection."""

    def __init__(self, extra=None):
        self._extra = {} if extra is None else extra

    def get_extra_info(self, name, default=None):
        return self._extra.get(name, default)


class Transport(BaseTransport):
    """One end of a stream of bytes."""
