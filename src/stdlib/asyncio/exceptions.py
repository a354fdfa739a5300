"""What can go wrong with futures, locks and streams."""

__all__ = [
    "BrokenBarrierError",
    "CancelledError",
    "InvalidStateError",
    "IncompleteReadError",
    "LimitOverrunError",
    "QueueShutDown",
    "SendfileNotAvailableError",
    "TimeoutError",
]

TimeoutError = TimeoutError


class CancelledError(BaseException):
    """The task or future was cancelled."""


class InvalidStateError(Exception):
    """The future is not in a state for this."""


class SendfileNotAvailableError(RuntimeError):
    """There is no sendfile here."""


class QueueShutDown(Exception):
    """The queue was shut down."""


class IncompleteReadError(EOFError):
    """The stream ended before all that was asked for had come."""

    def __init__(self, partial, expected):
        total = "undefined" if expected is None else repr(expected)
        super().__init__(f"{len(partial)} bytes read on a total of {total} expected bytes")
        self.partial = partial
        self.expected = expected


class LimitOverrunError(Exception):
    """A line is longer than the stream's buffer."""

    def __init__(self, message, consumed):
        super().__init__(message)
        self.consumed = consumed


class BrokenBarrierError(RuntimeError):
    """The barrier was broken while a task waited for it."""


for _error in (CancelledError, InvalidStateError, SendfileNotAvailableError, IncompleteReadError):
    _error.__module__ = "asyncio.exceptions"
for _error in (LimitOverrunError, BrokenBarrierError):
    _error.__module__ = "asyncio.exceptions"
QueueShutDown.__module__ = "asyncio.queues"
