"""Futures and tasks, which CPython has in C: no frame of theirs is in a traceback."""

import itertools

from asyncio import coroutines, events
from asyncio.exceptions import CancelledError, InvalidStateError


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


_task_names = itertools.count(1)


class Task(Future):
    """A coroutine on its way: it runs from one unfinished future to the next."""

    def __init__(self, coro, *, loop=None, name=None, context=None, eager_start=False):
        super().__init__(loop=loop)
        if not coroutines.iscoroutine(coro) and not hasattr(coro, "send"):
            raise TypeError(f"a coroutine was expected, got {coro!r}")
        self._name = f"Task-{next(_task_names)}" if name is None else str(name)
        self._coro = coro
        self._must_cancel = False
        self._num_cancels_requested = 0
        self._waiting_for = None
        self._loop._tasks[id(self)] = self
        self._loop.call_soon(self._step)

    def __class_getitem__(cls, item):
        return cls

    def get_coro(self):
        return self._coro

    def get_name(self):
        return self._name

    def set_name(self, value):
        self._name = str(value)

    def set_result(self, result):
        raise RuntimeError("Task does not support set_result operation")

    def set_exception(self, exception):
        raise RuntimeError("Task does not support set_exception operation")

    def cancel(self, msg=None):
        if self.done():
            return False
        self._num_cancels_requested += 1
        if self._waiting_for is not None and self._waiting_for.cancel(msg=msg):
            return True
        # It is about to run; it will find out then.
        self._must_cancel = True
        self._cancel_message = msg
        return True

    def cancelling(self):
        return self._num_cancels_requested

    def uncancel(self):
        if self._num_cancels_requested > 0:
            self._num_cancels_requested -= 1
            if self._num_cancels_requested == 0:
                self._must_cancel = False
        return self._num_cancels_requested

    def _finish(self, state, result=None, error=None):
        self._state = state
        self._result = result
        self._exception = error
        self._loop._tasks.pop(id(self), None)
        self._schedule_callbacks()

    def _step(self, error=None):
        if self.done():
            raise InvalidStateError(f"_step(): already done: {self!r}, {error!r}")
        if self._must_cancel:
            if not isinstance(error, CancelledError):
                error = self._cancelled_error()
            self._must_cancel = False
        self._waiting_for = None
        loop = self._loop
        before, loop._current_task = loop._current_task, self
        try:
            if error is None:
                awaited = self._coro.send(None)
            else:
                awaited = self._coro.throw(error)
        except StopIteration as stop:
            if self._must_cancel:
                self._must_cancel = False
                self._cancel_with(self._cancel_message)
            else:
                self._finish("FINISHED", result=stop.value)
        except CancelledError as cancelled:
            self._cancelled_exception = cancelled
            self._cancel_with(cancelled.args[0] if cancelled.args else None)
        except (KeyboardInterrupt, SystemExit) as ending:
            self._finish("FINISHED", error=ending)
            raise
        except BaseException as failure:
            self._finish("FINISHED", error=failure)
        else:
            self._wait_for(awaited)
        finally:
            loop._current_task = before

    def _cancel_with(self, message):
        self._cancel_message = message
        self._finish("CANCELLED")

    def _wait_for(self, awaited):
        """Goes on when this future is done."""
        blocking = getattr(awaited, "_asyncio_future_blocking", None)
        if blocking is None:
            if awaited is None:
                # A bare yield: once round the loop.
                self._loop.call_soon(self._step)
                return
            error = RuntimeError(f"Task got bad yield: {awaited!r}")
            self._loop.call_soon(self._step, error)
            return
        if awaited._loop is not self._loop:
            error = RuntimeError(
                f"Task {self!r} got Future {awaited!r} attached to a different loop"
            )
            self._loop.call_soon(self._step, error)
        elif not blocking:
            error = RuntimeError(f"yield was used instead of yield from in task {self!r} with {awaited!r}")
            self._loop.call_soon(self._step, error)
        elif awaited is self:
            self._loop.call_soon(self._step, RuntimeError(f"Task cannot await on itself: {self!r}"))
        else:
            awaited._asyncio_future_blocking = False
            awaited.add_done_callback(self._wakeup)
            self._waiting_for = awaited
            if self._must_cancel and awaited.cancel(msg=self._cancel_message):
                self._must_cancel = False

    def _wakeup(self, future):
        try:
            future.result()
        except BaseException as error:
            self._step(error)
        else:
            self._step()

    def _repr_info(self):
        info = super()._repr_info()
        if self.cancelling() and not self.done():
            info[0] = "cancelling"
        info.insert(1, f"name={self._name!r}")
        info.insert(2, f"coro=<{coroutines.describe(self._coro)}>")
        if self._waiting_for is not None:
            info.insert(3, f"wait_for={self._waiting_for!r}")
        return info


Task._wakeup.__qualname__ = "Task.task_wakeup"
Future.__module__ = Task.__module__ = "_asyncio"
