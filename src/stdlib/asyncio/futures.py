"""Futures of one event loop: results that are not there yet."""

from . import events
from .exceptions import CancelledError, InvalidStateError

__all__ = ["Future", "isfuture", "wrap_future"]

_PENDING = "PENDING"
_CANCELLED = "CANCELLED"
_FINISHED = "FINISHED"


def isfuture(value):
    """Whether this is a future of asyncio."""
    return hasattr(type(value), "_asyncio_future_blocking") and value._asyncio_future_blocking is not None


def _describe_callback(callback):
    name = getattr(callback, "__qualname__", None)
    if name is None:
        return repr(callback)
    code = getattr(getattr(callback, "__func__", callback), "__code__", None)
    if code is None:
        return f"{name}()"
    return f"{name}() at {code.co_filename}:{code.co_firstlineno}"


class Future:
    """A result that a callback or a task is going to set.

    Callbacks run soon after, one by one, from the event loop: never from inside set_result.
    """

    _asyncio_future_blocking = False
    _loop = None

    def __init__(self, *, loop=None):
        self._loop = events.get_event_loop() if loop is None else loop
        self._state = _PENDING
        self._result = None
        self._exception = None
        self._callbacks = []
        self._cancel_message = None
        self._asyncio_future_blocking = False

    def get_loop(self):
        return self._loop

    def cancelled(self):
        return self._state == _CANCELLED

    def done(self):
        return self._state != _PENDING

    def cancel(self, msg=None):
        if self._state != _PENDING:
            return False
        self._state = _CANCELLED
        self._cancel_message = msg
        self._schedule_callbacks()
        return True

    def _cancelled_error(self):
        if self._cancel_message is None:
            return CancelledError()
        return CancelledError(self._cancel_message)

    def result(self):
        if self._state == _CANCELLED:
            raise self._cancelled_error()
        if self._state != _FINISHED:
            raise InvalidStateError("Result is not set.")
        if self._exception is not None:
            raise self._exception
        return self._result

    def exception(self):
        if self._state == _CANCELLED:
            raise self._cancelled_error()
        if self._state != _FINISHED:
            raise InvalidStateError("Exception is not set.")
        return self._exception

    def add_done_callback(self, fn, *, context=None):
        if self._state != _PENDING:
            self._loop.call_soon(fn, self)
        else:
            self._callbacks.append(fn)

    def remove_done_callback(self, fn):
        kept = [callback for callback in self._callbacks if callback != fn]
        removed = len(self._callbacks) - len(kept)
        self._callbacks[:] = kept
        return removed

    def set_result(self, result):
        if self._state != _PENDING:
            raise InvalidStateError("invalid state")
        self._result = result
        self._state = _FINISHED
        self._schedule_callbacks()

    def set_exception(self, exception):
        if self._state != _PENDING:
            raise InvalidStateError("invalid state")
        if isinstance(exception, type):
            exception = exception()
        if isinstance(exception, StopIteration):
            raise TypeError(
                "StopIteration interacts badly with generators and cannot be raised into a Future"
            )
        self._exception = exception
        self._state = _FINISHED
        self._schedule_callbacks()

    def _schedule_callbacks(self):
        callbacks, self._callbacks = self._callbacks, []
        for callback in callbacks:
            self._loop.call_soon(callback, self)

    def __await__(self):
        if not self.done():
            self._asyncio_future_blocking = True
            yield self
        if not self.done():
            raise RuntimeError("await wasn't used with future")
        return self.result()

    __iter__ = __await__

    def _repr_info(self):
        info = [self._state.lower()]
        if self._state == _FINISHED:
            if self._exception is not None:
                info.append(f"exception={self._exception!r}")
            else:
                info.append(f"result={self._result!r}")
        if self._callbacks:
            shown = ", ".join([_describe_callback(callback) for callback in self._callbacks[:2]])
            info.append(f"cb=[{shown}]")
        return info

    def __repr__(self):
        return f"<{type(self).__name__} {' '.join(self._repr_info())}>"

    def __class_getitem__(cls, item):
        return cls


def _copy_state(source, target):
    """Gives a future of one kind the outcome of one of another."""
    if target.cancelled():
        return
    if source.cancelled():
        target.cancel()
    elif source.exception() is not None:
        target.set_exception(source.exception())
    else:
        target.set_result(source.result())


def wrap_future(future, *, loop=None):
    """A future of the event loop for one of `concurrent.futures`."""
    if isfuture(future):
        return future
    if loop is None:
        loop = events.get_event_loop()
    mine = loop.create_future()

    def cancelled_here(mine):
        if mine.cancelled():
            future.cancel()

    def transfer():
        if not mine.cancelled():
            _copy_state(future, mine)

    def done_there(future):
        if not loop.is_closed():
            loop.call_soon_threadsafe(transfer)

    mine.add_done_callback(cancelled_here)
    future.add_done_callback(done_there)
    return mine


Future.__module__ = "asyncio"
