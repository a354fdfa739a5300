"""Locks over POSIX semaphores, which any process can have."""

import os
import threading
import time
import _multiprocessing

from multiprocessing import context, process, util

RECURSIVE_MUTEX, SEMAPHORE = range(2)
SEM_VALUE_MAX = _multiprocessing.SEM_VALUE_MAX


class SemLock:
    """A semaphore, and who of this process holds it how often."""

    def __init__(self, kind, value, maxvalue, *, ctx=None):
        self._kind = kind
        self._maxvalue = maxvalue
        self._handle = _multiprocessing.sem_open(value, maxvalue)
        self._count = 0
        self._owner = None
        util.register_after_fork(self, SemLock._after_fork)

    def _after_fork(self):
        self._count = 0

    def _is_mine(self):
        return self._count > 0 and self._owner == threading.get_ident()

    def acquire(self, block=True, timeout=None):
        """Take it: whether that could be done in time."""
        if self._kind == RECURSIVE_MUTEX and self._is_mine():
            self._count += 1
            return True
        if timeout is not None and timeout < 0:
            timeout = 0
        if _multiprocessing.sem_wait(self._handle, block, timeout if block else None):
            self._count += 1
            self._owner = threading.get_ident()
            return True
        return False

    def release(self):
        """Give it back."""
        if self._kind == RECURSIVE_MUTEX:
            if not self._is_mine():
                raise AssertionError("attempt to release recursive lock not owned by thread")
            if self._count > 1:
                self._count -= 1
                return
        self._count -= 1
        if not _multiprocessing.sem_post(self._handle):
            self._count += 1
            raise ValueError("semaphore or lock released too many times")

    def _get_value(self):
        return _multiprocessing.sem_getvalue(self._handle)

    def _is_zero(self):
        return self._get_value() == 0

    def locked(self):
        return self._is_zero()

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *args):
        self.release()

    def __getstate__(self):
        context.assert_spawning(self)
        return {name: value for name, value in self.__dict__.items() if name not in ("_count", "_owner")}

    def __setstate__(self, state):
        self.__dict__.update(state)
        self._count = 0
        self._owner = None
        util.register_after_fork(self, SemLock._after_fork)

    def _holder(self):
        if not self._is_mine():
            return None
        name = process.current_process().name
        if threading.current_thread().name != "MainThread":
            name += "|" + threading.current_thread().name
        return name


class Semaphore(SemLock):
    def __init__(self, value=1, *, ctx=None):
        super().__init__(SEMAPHORE, value, SEM_VALUE_MAX)

    def get_value(self):
        return self._get_value()

    def __repr__(self):
        return f"<{type(self).__name__}(value={self._get_value()})>"


class BoundedSemaphore(Semaphore):
    def __init__(self, value=1, *, ctx=None):
        SemLock.__init__(self, SEMAPHORE, value, value)

    def __repr__(self):
        return f"<{type(self).__name__}(value={self._get_value()}, maxvalue={self._maxvalue})>"


class Lock(SemLock):
    def __init__(self, *, ctx=None):
        super().__init__(SEMAPHORE, 1, 1)

    def __repr__(self):
        name = self._holder()
        if name is None:
            if self._get_value() == 1:
                name = "None"
            elif self._count > 0:
                name = "SomeOtherThread"
            else:
                name = "SomeOtherProcess"
        return f"<{type(self).__name__}(owner={name})>"


class RLock(SemLock):
    def __init__(self, *, ctx=None):
        super().__init__(RECURSIVE_MUTEX, 1, 1)

    def __repr__(self):
        name, count = self._holder(), self._count
        if name is None:
            if self._get_value() == 1:
                name, count = "None", 0
            elif self._count > 0:
                name, count = "SomeOtherThread", "nonzero"
            else:
                name, count = "SomeOtherProcess", "nonzero"
        return f"<{type(self).__name__}({name}, {count})>"


class Condition:
    """Waiters count themselves on semaphores, so that notify knows whom it wakes."""

    def __init__(self, lock=None, *, ctx=None):
        self._lock = lock or RLock()
        self._sleeping_count = Semaphore(0)
        self._woken_count = Semaphore(0)
        self._wait_semaphore = Semaphore(0)
        self._bind()

    def _bind(self):
        self.acquire = self._lock.acquire
        self.release = self._lock.release

    def __getstate__(self):
        context.assert_spawning(self)
        return (self._lock, self._sleeping_count, self._woken_count, self._wait_semaphore)

    def __setstate__(self, state):
        self._lock, self._sleeping_count, self._woken_count, self._wait_semaphore = state
        self._bind()

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def __repr__(self):
        waiting = self._sleeping_count.get_value() - self._woken_count.get_value()
        return f"<{type(self).__name__}({self._lock}, {waiting})>"

    def wait(self, timeout=None):
        """Give the lock up until notified."""
        assert self._lock._is_mine(), "must acquire() condition before using wait()"
        self._sleeping_count.release()
        count = self._lock._count
        for _ in range(count):
            self._lock.release()
        try:
            return self._wait_semaphore.acquire(True, timeout)
        finally:
            self._woken_count.release()
            for _ in range(count):
                self._lock.acquire()

    def notify(self, n=1):
        """Wake so many waiters."""
        assert self._lock._is_mine(), "lock is not owned"
        assert not self._wait_semaphore.acquire(False), "notify: Should not have been able to acquire _wait_semaphore"
        # Those that have timed out meanwhile do not count.
        while self._woken_count.acquire(False):
            self._sleeping_count.acquire(False)
        sleepers = 0
        while sleepers < n and self._sleeping_count.acquire(False):
            self._wait_semaphore.release()
            sleepers += 1
        if sleepers:
            for _ in range(sleepers):
                self._woken_count.acquire()
            while self._wait_semaphore.acquire(False):
                pass

    def notify_all(self):
        self.notify(n=SEM_VALUE_MAX)

    def wait_for(self, predicate, timeout=None):
        """Wait until the predicate holds."""
        result = predicate()
        end = None if timeout is None else time.monotonic() + timeout
        while not result:
            left = None if end is None else end - time.monotonic()
            if left is not None and left <= 0:
                break
            self.wait(left)
            result = predicate()
        return result


class Event:
    def __init__(self, *, ctx=None):
        self._cond = Condition(Lock())
        self._flag = Semaphore(0)

    def is_set(self):
        with self._cond:
            if self._flag.acquire(False):
                self._flag.release()
                return True
            return False

    def set(self):
        with self._cond:
            self._flag.acquire(False)
            self._flag.release()
            self._cond.notify_all()

    def clear(self):
        with self._cond:
            self._flag.acquire(False)

    def wait(self, timeout=None):
        with self._cond:
            if self._flag.acquire(False):
                self._flag.release()
            else:
                self._cond.wait(timeout)
            if self._flag.acquire(False):
                self._flag.release()
                return True
            return False

    def __repr__(self):
        status = "set" if self.is_set() else "unset"
        return f"<{type(self).__qualname__} at {id(self):#x} {status}>"


class Barrier(threading.Barrier):
    """`threading.Barrier` with its counters in shared memory."""

    def __init__(self, parties, action=None, timeout=None, *, ctx=None):
        self._block = _multiprocessing.shm_open(None, 16)
        self.__setstate__((parties, action, timeout, Condition(), self._block))

    def __getstate__(self):
        return (self._parties, self._action, self._timeout, self._cond, self._block)

    def __setstate__(self, state):
        self._parties, self._action, self._timeout, self._cond, self._block = state

    @property
    def _state(self):
        return int.from_bytes(_multiprocessing.shm_load(self._block, 0, 8), "little", signed=True)

    @_state.setter
    def _state(self, value):
        _multiprocessing.shm_store(self._block, 0, value.to_bytes(8, "little", signed=True))

    @property
    def _count(self):
        return int.from_bytes(_multiprocessing.shm_load(self._block, 8, 8), "little", signed=True)

    @_count.setter
    def _count(self, value):
        _multiprocessing.shm_store(self._block, 8, value.to_bytes(8, "little", signed=True))
