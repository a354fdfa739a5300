"""Futures, and what every kind of executor has in common.

A future is a result that may not be there yet, guarded by a Condition of its own.  Whoever
waits for several futures hangs a waiter on each of them and sleeps on the waiter's event.
"""

import threading
import time
from collections import namedtuple

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"

PENDING = "PENDING"
RUNNING = "RUNNING"
# Cancelled, and then: cancelled and the waiters know.
CANCELLED = "CANCELLED"
CANCELLED_AND_NOTIFIED = "CANCELLED_AND_NOTIFIED"
FINISHED = "FINISHED"

_IS_CANCELLED = (CANCELLED, CANCELLED_AND_NOTIFIED)
_IS_DONE = (CANCELLED, CANCELLED_AND_NOTIFIED, FINISHED)
# The waiters of a future in one of these states have been told.
_IS_REPORTED = (CANCELLED_AND_NOTIFIED, FINISHED)

TimeoutError = TimeoutError


class Error(Exception):
    """Base of the errors of this package."""


class CancelledError(Error):
    """The future was cancelled."""


class InvalidStateError(Error):
    """The future has its result already."""


class BrokenExecutor(RuntimeError):
    """The executor can run nothing any more."""


# CPython's traceback text names these as the package does.
for _error in (Error, CancelledError, InvalidStateError, BrokenExecutor):
    _error.__module__ = "concurrent.futures._base"


def log():
    """The package's logger; most programs never need it, so it is imported late."""
    import logging

    return logging.getLogger("concurrent.futures")


class _Waiter:
    """Wakes a thread when the first of its futures is done."""

    def __init__(self):
        self.event = threading.Event()
        self.finished_futures = []

    def add_result(self, future):
        self.finished_futures.append(future)
        self.event.set()

    def add_exception(self, future):
        self.add_result(future)

    def add_cancelled(self, future):
        self.add_result(future)


class _AsCompletedWaiter(_Waiter):
    """Wakes again and again: the list is taken and cleared under a lock."""

    def __init__(self):
        super().__init__()
        self.lock = threading.Lock()

    def add_result(self, future):
        with self.lock:
            super().add_result(future)


class _AllCompletedWaiter(_Waiter):
    """Wakes when all are done, or at the first exception if it is to stop there."""

    def __init__(self, pending, stop_on_exception):
        self.pending = pending
        self.stop_on_exception = stop_on_exception
        self.lock = threading.Lock()
        super().__init__()

    def add_result(self, future):
        self.finished_futures.append(future)
        with self.lock:
            self.pending -= 1
            if not self.pending:
                self.event.set()

    def add_exception(self, future):
        if self.stop_on_exception:
            self.finished_futures.append(future)
            self.event.set()
        else:
            self.add_result(future)


class _AllLocked:
    """Holds the conditions of several futures, taken in one order so that nobody deadlocks."""

    def __init__(self, futures):
        self.futures = sorted(futures, key=id)

    def __enter__(self):
        for future in self.futures:
            future._condition.acquire()

    def __exit__(self, *exc_info):
        for future in self.futures:
            future._condition.release()


def _hang_on(waiter, futures):
    for future in futures:
        future._waiters.append(waiter)
    return waiter


def _take_off(waiter, futures):
    for future in futures:
        with future._condition:
            future._waiters.remove(waiter)


def as_completed(fs, timeout=None):
    """Give the futures one by one as they get done; TimeoutError after `timeout` seconds."""
    if timeout is not None:
        deadline = timeout + time.monotonic()
    unread = set(fs)
    total = len(unread)
    with _AllLocked(unread):
        finished = {future for future in unread if future._state in _IS_REPORTED}
        pending = unread - finished
        waiter = _hang_on(_AsCompletedWaiter(), unread)
    finished = list(finished)
    try:
        yield from _hand_out(finished, waiter, (unread,))
        while pending:
            left = None
            if timeout is not None:
                left = deadline - time.monotonic()
                if left < 0:
                    raise TimeoutError(f"{len(pending)} (of {total}) futures unfinished")
            waiter.event.wait(left)
            with waiter.lock:
                finished = waiter.finished_futures
                waiter.finished_futures = []
                waiter.event.clear()
            # They are handed out from the end.
            finished.reverse()
            yield from _hand_out(finished, waiter, (unread, pending))
    finally:
        _take_off(waiter, unread)


def _hand_out(finished, waiter, sets):
    while finished:
        future = finished[-1]
        for futures in sets:
            futures.remove(future)
        with future._condition:
            future._waiters.remove(waiter)
        del future
        # Nothing here holds on to a future that has been handed out.
        yield finished.pop()


DoneAndNotDoneFutures = namedtuple("DoneAndNotDoneFutures", "done not_done")


def wait(fs, timeout=None, return_when=ALL_COMPLETED):
    """Wait for all, the first, or the first exception; returns (done, not_done)."""
    fs = set(fs)
    with _AllLocked(fs):
        done = {future for future in fs if future._state in _IS_REPORTED}
        not_done = fs - done
        if return_when == FIRST_COMPLETED and done:
            return DoneAndNotDoneFutures(done, not_done)
        if return_when == FIRST_EXCEPTION:
            if any(not f.cancelled() and f.exception() is not None for f in done):
                return DoneAndNotDoneFutures(done, not_done)
        if len(done) == len(fs):
            return DoneAndNotDoneFutures(done, not_done)
        if return_when == FIRST_COMPLETED:
            waiter = _Waiter()
        elif return_when in (FIRST_EXCEPTION, ALL_COMPLETED):
            waiter = _AllCompletedWaiter(len(not_done), return_when == FIRST_EXCEPTION)
        else:
            raise ValueError(f"Invalid return condition: {return_when!r}")
        _hang_on(waiter, fs)
    waiter.event.wait(timeout)
    _take_off(waiter, fs)
    done.update(waiter.finished_futures)
    return DoneAndNotDoneFutures(done, fs - done)


class Future:
    """The result of a call that may still be under way."""

    def __init__(self):
        self._condition = threading.Condition()
        self._state = PENDING
        self._result = None
        self._exception = None
        self._waiters = []
        self._done_callbacks = []

    def __repr__(self):
        with self._condition:
            state = "cancelled" if self._state in _IS_CANCELLED else self._state.lower()
            text = f"{self.__class__.__name__} at {id(self):#x} state={state}"
            if self._state == FINISHED:
                if self._exception:
                    text += f" raised {self._exception.__class__.__name__}"
                else:
                    text += f" returned {self._result.__class__.__name__}"
            return f"<{text}>"

    def _invoke_callbacks(self):
        for callback in self._done_callbacks:
            try:
                callback(self)
            except Exception:
                log().exception("exception calling callback for %r", self)

    def cancel(self):
        """Cancel the call if it has not begun; whether it is cancelled."""
        with self._condition:
            if self._state in (RUNNING, FINISHED):
                return False
            if self._state in _IS_CANCELLED:
                return True
            self._state = CANCELLED
            self._condition.notify_all()
        self._invoke_callbacks()
        return True

    def cancelled(self):
        """Whether the call was cancelled."""
        with self._condition:
            return self._state in _IS_CANCELLED

    def running(self):
        """Whether the call is under way."""
        with self._condition:
            return self._state == RUNNING

    def done(self):
        """Whether the call is over or cancelled."""
        with self._condition:
            return self._state in _IS_DONE

    def add_done_callback(self, fn):
        """Call fn(future) when it is done, or now if it is done already."""
        with self._condition:
            if self._state not in _IS_DONE:
                self._done_callbacks.append(fn)
                return
        try:
            fn(self)
        except Exception:
            log().exception("exception calling callback for %r", self)

    def __get_result(self):
        if self._exception:
            try:
                raise self._exception
            finally:
                # The traceback would hold on to the future.
                self = None
        else:
            return self._result

    def result(self, timeout=None):
        """What the call returned; what it raised is raised here."""
        try:
            with self._condition:
                if self._state in _IS_CANCELLED:
                    raise CancelledError()
                elif self._state == FINISHED:
                    return self.__get_result()
                self._condition.wait(timeout)
                if self._state in _IS_CANCELLED:
                    raise CancelledError()
                elif self._state == FINISHED:
                    return self.__get_result()
                else:
                    raise TimeoutError()
        finally:
            self = None

    def exception(self, timeout=None):
        """What the call raised, or None."""
        with self._condition:
            if self._state not in _IS_DONE:
                self._condition.wait(timeout)
            if self._state in _IS_CANCELLED:
                raise CancelledError()
            if self._state == FINISHED:
                return self._exception
            raise TimeoutError()

    # For executors.

    def set_running_or_notify_cancel(self):
        """Say that the call begins now; False if it was cancelled."""
        with self._condition:
            if self._state == CANCELLED:
                self._state = CANCELLED_AND_NOTIFIED
                for waiter in self._waiters:
                    waiter.add_cancelled(self)
                return False
            if self._state == PENDING:
                self._state = RUNNING
                return True
            log().critical("Future %s in unexpected state: %s", id(self), self._state)
            raise RuntimeError("Future in unexpected state")

    def set_result(self, result):
        """Say what the call returned."""
        with self._condition:
            if self._state in _IS_DONE:
                raise InvalidStateError(f"{self._state}: {self!r}")
            self._result = result
            self._state = FINISHED
            for waiter in self._waiters:
                waiter.add_result(self)
            self._condition.notify_all()
        self._invoke_callbacks()

    def set_exception(self, exception):
        """Say what the call raised."""
        with self._condition:
            if self._state in _IS_DONE:
                raise InvalidStateError(f"{self._state}: {self!r}")
            self._exception = exception
            self._state = FINISHED
            for waiter in self._waiters:
                waiter.add_exception(self)
            self._condition.notify_all()
        self._invoke_callbacks()


class Executor:
    """Something that runs calls; a with statement shuts it down and waits."""

    def submit(self, fn, /, *args, **kwargs):
        """Have fn(*args, **kwargs) run; returns its Future."""
        raise NotImplementedError()

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        """Like the builtin, but the calls run in the pool; results come in order."""
        if timeout is not None:
            deadline = timeout + time.monotonic()
        futures = [self.submit(fn, *args) for args in zip(*iterables)]

        # A generator of its own, so that the calls are submitted before the first `next`.
        def result_iterator():
            try:
                futures.reverse()
                while futures:
                    if timeout is None:
                        yield _result_or_cancel(futures.pop())
                    else:
                        yield _result_or_cancel(futures.pop(), deadline - time.monotonic())
            finally:
                for future in futures:
                    future.cancel()

        return result_iterator()

    def shutdown(self, wait=True, *, cancel_futures=False):
        """Accept no more calls; wait for those that were submitted."""

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, traceback):
        self.shutdown(wait=True)
        return False


def _result_or_cancel(future, timeout=None):
    try:
        try:
            return future.result(timeout)
        finally:
            future.cancel()
    finally:
        del future
