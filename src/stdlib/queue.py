"""Queues through which threads hand each other work.

A Queue has one lock and three conditions on it: not empty (getters wait), not full
(putters wait), all tasks done (`join` waits).  LifoQueue and PriorityQueue differ only in
how they store items.  SimpleQueue has no limit and no task counting.
"""

import threading
from _collections import deque
from heapq import heappop, heappush
from time import monotonic as _now

__all__ = ["Empty", "Full", "ShutDown", "Queue", "PriorityQueue", "LifoQueue", "SimpleQueue"]


class Empty(Exception):
    """A `get` found nothing, or nothing in time."""


# CPython defines Empty in its C module, and tracebacks name it so.
Empty.__module__ = "_queue"


class Full(Exception):
    """A `put` found no room, or none in time."""


class ShutDown(Exception):
    """The queue was shut down."""


class Queue:
    """First in, first out; at most `maxsize` items if that is above 0."""

    def __init__(self, maxsize=0):
        self.maxsize = maxsize
        self._init(maxsize)
        self.mutex = threading.Lock()
        self.not_empty = threading.Condition(self.mutex)
        self.not_full = threading.Condition(self.mutex)
        self.all_tasks_done = threading.Condition(self.mutex)
        self.unfinished_tasks = 0
        self.is_shutdown = False

    def put(self, item, block=True, timeout=None):
        """Add an item; wait for room if need be, else raise Full."""
        with self.not_full:
            if self.is_shutdown:
                raise ShutDown
            if self.maxsize > 0:
                if not block:
                    if self._qsize() >= self.maxsize:
                        raise Full
                elif timeout is None:
                    while self._qsize() >= self.maxsize:
                        self.not_full.wait()
                        if self.is_shutdown:
                            raise ShutDown
                elif timeout < 0:
                    raise ValueError("'timeout' must be a non-negative number")
                else:
                    deadline = _now() + timeout
                    while self._qsize() >= self.maxsize:
                        left = deadline - _now()
                        if left <= 0.0:
                            raise Full
                        self.not_full.wait(left)
                        if self.is_shutdown:
                            raise ShutDown
            self._put(item)
            self.unfinished_tasks += 1
            self.not_empty.notify()

    def get(self, block=True, timeout=None):
        """Remove and return an item; wait for one if need be, else raise Empty."""
        with self.not_empty:
            if self.is_shutdown and not self._qsize():
                raise ShutDown
            if not block:
                if not self._qsize():
                    raise Empty
            elif timeout is None:
                while not self._qsize():
                    self.not_empty.wait()
                    if self.is_shutdown and not self._qsize():
                        raise ShutDown
            elif timeout < 0:
                raise ValueError("'timeout' must be a non-negative number")
            else:
                deadline = _now() + timeout
                while not self._qsize():
                    left = deadline - _now()
                    if left <= 0.0:
                        raise Empty
                    self.not_empty.wait(left)
                    if self.is_shutdown and not self._qsize():
                        raise ShutDown
            item = self._get()
            self.not_full.notify()
            return item

    def put_nowait(self, item):
        """Add an item or raise Full at once."""
        return self.put(item, block=False)

    def get_nowait(self):
        """Remove and return an item or raise Empty at once."""
        return self.get(block=False)

    def task_done(self):
        """Say that one item got by `get` has been dealt with."""
        with self.all_tasks_done:
            unfinished = self.unfinished_tasks - 1
            if unfinished <= 0:
                if unfinished < 0:
                    raise ValueError("task_done() called too many times")
                self.all_tasks_done.notify_all()
            self.unfinished_tasks = unfinished

    def join(self):
        """Wait until every item put has been dealt with."""
        with self.all_tasks_done:
            while self.unfinished_tasks:
                self.all_tasks_done.wait()

    def qsize(self):
        """How many items there are at this moment."""
        with self.mutex:
            return self._qsize()

    def empty(self):
        """Whether there are none at this moment."""
        with self.mutex:
            return not self._qsize()

    def full(self):
        """Whether there is no room at this moment."""
        with self.mutex:
            return 0 < self.maxsize <= self._qsize()

    def shutdown(self, immediate=False):
        """End it: `put` raises ShutDown, and `get` too once it is empty.

        With `immediate` the items that are left are thrown away.
        """
        with self.mutex:
            self.is_shutdown = True
            if immediate:
                while self._qsize():
                    self._get()
                    if self.unfinished_tasks > 0:
                        self.unfinished_tasks -= 1
                self.all_tasks_done.notify_all()
            self.not_empty.notify_all()
            self.not_full.notify_all()

    # How items are stored: what the other kinds of queue override.

    def _init(self, maxsize):
        self.queue = deque()

    def _qsize(self):
        return len(self.queue)

    def _put(self, item):
        self.queue.append(item)

    def _get(self):
        return self.queue.popleft()


class PriorityQueue(Queue):
    """The smallest item comes out first, often of tuples (priority, data)."""

    def _init(self, maxsize):
        self.queue = []

    def _put(self, item):
        heappush(self.queue, item)

    def _get(self):
        return heappop(self.queue)


class LifoQueue(Queue):
    """The item that was put last comes out first."""

    def _init(self, maxsize):
        self.queue = []

    def _put(self, item):
        self.queue.append(item)

    def _get(self):
        return self.queue.pop()


# NATIVE: CPython has SimpleQueue in C, where `put` never blocks and `get` waits on one lock.
class SimpleQueue:
    """First in, first out, without a limit and without task counting."""

    def __init__(self):
        self._queue = deque()
        self._count = threading.Semaphore(0)

    def put(self, item, block=True, timeout=None):
        """Add an item; never waits, the other arguments are ignored."""
        self._queue.append(item)
        self._count.release()

    def get(self, block=True, timeout=None):
        """Remove and return an item; wait for one if need be, else raise Empty."""
        if timeout is not None and timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        if not block:
            timeout = None
        if not self._count.acquire(block, timeout):
            raise Empty
        return self._queue.popleft()

    def put_nowait(self, item):
        """Add an item."""
        return self.put(item, block=False)

    def get_nowait(self):
        """Remove and return an item or raise Empty at once."""
        return self.get(block=False)

    def empty(self):
        """Whether there are no items at this moment."""
        return len(self._queue) == 0

    def qsize(self):
        """How many items there are at this moment."""
        return len(self._queue)
