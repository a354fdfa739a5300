"""Queues between interpreters.

They belong to the process; what is put into one is copied.  Who finds one empty or full looks again
every ten milliseconds, as in CPython.
"""

import _interpreters
import queue
import time

from concurrent.interpreters import _crossing

__all__ = [
    "UNBOUND", "UNBOUND_ERROR", "UNBOUND_REMOVE", "ItemInterpreterDestroyed", "Queue", "QueueEmpty",
    "QueueError", "QueueFull", "QueueNotFoundError", "create", "list_all",
]

_DELAY = 10 / 1000


class QueueError(RuntimeError):
    """Something about a queue went wrong."""


class QueueNotFoundError(QueueError):
    """There is no such queue (any more)."""


class QueueEmpty(QueueError, queue.Empty):
    """There was nothing in the queue."""


class QueueFull(QueueError, queue.Full):
    """There was no room in the queue."""


class ItemInterpreterDestroyed(QueueError):
    """The interpreter that had put the item is gone."""


class _Unbound:
    def __repr__(self):
        return f"<{__name__}.UNBOUND>"


# What becomes of an item when its interpreter ends: it goes, `get` raises, or `get` returns UNBOUND.
UNBOUND_REMOVE = object()
UNBOUND_ERROR = object()
UNBOUND = _Unbound()
_UNBOUND = {1: UNBOUND_REMOVE, 2: UNBOUND_ERROR, 3: UNBOUND}


def _number_of(unbound):
    for number, known in _UNBOUND.items():
        if unbound is known:
            return number
    raise NotImplementedError(f"unsupported unbound replacement {unbound!r}")


def create(maxsize=0, *, unbounditems=UNBOUND):
    """A new queue; `maxsize` 0 is one without a limit."""
    return Queue(_interpreters.queue_create(maxsize, _number_of(unbounditems)))


def list_all():
    return [Queue(number) for number in _interpreters.queue_list()]


_known = {}


class Queue:
    """A queue that threads of all interpreters of the process can use."""

    def __new__(cls, id, /):
        if not isinstance(id, int):
            raise TypeError(f"id must be an int, got {id!r}")
        self = _known.get(id)
        if self is None:
            self = super().__new__(cls)
            self._id = int(id)
            self._state()
            _known[id] = self
        return self

    def __repr__(self):
        return f"{type(self).__name__}({self.id})"

    def __hash__(self):
        return hash(self._id)

    def __reduce__(self):
        return type(self), (self._id,)

    @property
    def id(self):
        return self._id

    @property
    def unbounditems(self):
        return _UNBOUND[self._state()[2]]

    @property
    def maxsize(self):
        return self._state()[1]

    def _state(self):
        try:
            return _interpreters.queue_state(self._id)
        except OSError:
            raise QueueNotFoundError(f"queue {self._id} not found") from None

    def empty(self):
        return self.qsize() == 0

    def full(self):
        count, limit, _ = self._state()
        return 0 < limit <= count

    def qsize(self):
        return self._state()[0]

    def put(self, obj, block=True, timeout=None, *, unbounditems=None, _delay=_DELAY):
        """Put a copy in; wait for room."""
        if not block:
            self.put_nowait(obj, unbounditems=unbounditems)
            return
        end = _end_of(timeout)
        while True:
            try:
                self.put_nowait(obj, unbounditems=unbounditems)
                return
            except QueueFull:
                if end is not None and time.time() >= end:
                    raise
            time.sleep(_delay)

    def put_nowait(self, obj, *, unbounditems=None):
        """Put a copy in, or raise QueueFull."""
        unbound = -1 if unbounditems is None else _number_of(unbounditems)
        data = _crossing.dump(obj)
        try:
            _interpreters.queue_put(self._id, data, unbound)
        except OSError as error:
            if error.errno == 28:
                raise QueueFull(f"queue {self._id} is full") from None
            if error.errno == 2:
                raise QueueNotFoundError(f"queue {self._id} not found") from None
            raise

    def get(self, block=True, timeout=None, *, _delay=_DELAY):
        """Take out the next item; wait for one."""
        if not block:
            return self.get_nowait()
        end = _end_of(timeout)
        while True:
            try:
                return self.get_nowait()
            except QueueEmpty:
                if end is not None and time.time() >= end:
                    raise
            time.sleep(_delay)

    def get_nowait(self):
        """Take out the next item, or raise QueueEmpty."""
        try:
            item = _interpreters.queue_get(self._id)
        except OSError as error:
            if error.errno == 11:
                raise QueueEmpty(f"queue {self._id} is empty") from None
            raise QueueNotFoundError(f"queue {self._id} not found") from None
        if isinstance(item, bytes):
            return _crossing.load(item)
        if _UNBOUND[item] is UNBOUND_ERROR:
            raise ItemInterpreterDestroyed("item's original interpreter destroyed")
        return UNBOUND


def _end_of(timeout):
    if timeout is None:
        return None
    if timeout < 0:
        raise ValueError("timeout value must be non-negative")
    return time.time() + timeout
