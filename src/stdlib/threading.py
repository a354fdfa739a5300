"""Threads and the things they wait for, built on the few primitives of `_thread`.

Everything here rests on one primitive, the lock.  A Condition is a lock with a queue of
waiters, each of which sleeps on a lock of its own; Semaphore, Event and Barrier are a
Condition with a number, a flag or a state beside it.  Which lock is taken when is the same
as in CPython 3.13, because that decides who waits for whom and how long.
"""

import _thread
import sys as _sys
from _collections import deque as _deque
from itertools import count as _count
from time import monotonic as _now

__all__ = [
    "get_ident", "active_count", "Condition", "current_thread", "enumerate", "main_thread",
    "TIMEOUT_MAX", "Event", "Lock", "RLock", "Semaphore", "BoundedSemaphore", "Thread",
    "Barrier", "BrokenBarrierError", "Timer", "ThreadError", "setprofile", "settrace", "local",
    "stack_size", "excepthook", "ExceptHookArgs", "gettrace", "getprofile", "get_native_id",
]

_thread_shutdown = _thread._shutdown
get_ident = _thread.get_ident
get_native_id = _thread.get_native_id
local = _thread._local
ThreadError = _thread.error
TIMEOUT_MAX = _thread.TIMEOUT_MAX
Lock = _thread.LockType

_allocate_lock = _thread.allocate_lock
_native_rlock = _thread.RLock


def _deprecated(message):
    import warnings

    warnings.warn(message, DeprecationWarning, stacklevel=3)


def RLock(*args, **kwargs):
    """Make a lock that its owner may acquire again; it is free after as many releases."""
    return _native_rlock(*args, **kwargs)


class Condition:
    """A lock plus a queue of threads that sleep until somebody notifies them.

    Each waiter makes a fresh lock, takes it, and then blocks by taking it once more.
    `notify` releases the locks of the longest waiters, which then fight for the
    condition's own lock like everybody else.
    """

    def __init__(self, lock=None):
        if lock is None:
            lock = RLock()
        self._lock = lock
        self.acquire = lock.acquire
        self.release = lock.release
        # A reentrant lock knows how to give up all its levels at once, and its owner.
        for method in ("_release_save", "_acquire_restore", "_is_owned"):
            if hasattr(lock, method):
                setattr(self, method, getattr(lock, method))
        self._waiters = _deque()

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *exc_info):
        return self._lock.__exit__(*exc_info)

    def __repr__(self):
        return f"<Condition({self._lock}, {len(self._waiters)})>"

    def _release_save(self):
        self._lock.release()

    def _acquire_restore(self, state):
        self._lock.acquire()

    def _is_owned(self):
        # A plain lock does not know its owner: if it can be taken, we did not hold it.
        if self._lock.acquire(False):
            self._lock.release()
            return False
        return True

    def wait(self, timeout=None):
        """Let go of the lock, sleep until notified or timed out, take the lock again.

        Returns False if the timeout came first.
        """
        if not self._is_owned():
            raise RuntimeError("cannot wait on un-acquired lock")
        alarm = _allocate_lock()
        alarm.acquire()
        self._waiters.append(alarm)
        state = self._release_save()
        notified = False
        try:
            if timeout is None:
                alarm.acquire()
                notified = True
            elif timeout > 0:
                notified = alarm.acquire(True, timeout)
            else:
                notified = alarm.acquire(False)
            return notified
        finally:
            self._acquire_restore(state)
            if not notified:
                try:
                    self._waiters.remove(alarm)
                except ValueError:
                    pass

    def wait_for(self, predicate, timeout=None):
        """Wait until `predicate()` is true; give back its last value."""
        deadline = None
        left = timeout
        value = predicate()
        while not value:
            if left is not None:
                if deadline is None:
                    deadline = _now() + left
                else:
                    left = deadline - _now()
                    if left <= 0:
                        break
            self.wait(left)
            value = predicate()
        return value

    def notify(self, n=1):
        """Wake the `n` threads that have waited longest (fewer if there are fewer)."""
        if not self._is_owned():
            raise RuntimeError("cannot notify on un-acquired lock")
        waiters = self._waiters
        while waiters and n > 0:
            alarm = waiters[0]
            try:
                alarm.release()
            except RuntimeError:
                # It timed out and was on its way to leave the queue: that counts for nobody.
                pass
            else:
                n -= 1
            try:
                waiters.remove(alarm)
            except ValueError:
                pass

    def notify_all(self):
        """Wake every thread that waits."""
        self.notify(len(self._waiters))

    def notifyAll(self):
        """Old name of `notify_all`."""
        _deprecated("notifyAll() is deprecated, use notify_all() instead")
        self.notify_all()


def _place(thing):
    """The start of a repr: class and address."""
    cls = thing.__class__
    return f"{cls.__module__}.{cls.__qualname__} at {id(thing):#x}"


class Semaphore:
    """A number of permits: `acquire` takes one or waits, `release` gives some back."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._cond = Condition(Lock())
        self._value = value

    def __repr__(self):
        return f"<{_place(self)}: value={self._value}>"

    def acquire(self, blocking=True, timeout=None):
        """Take a permit; False if there was none (not blocking) or not in time."""
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        taken = False
        deadline = None
        with self._cond:
            while self._value == 0:
                if not blocking:
                    break
                if timeout is not None:
                    if deadline is None:
                        deadline = _now() + timeout
                    else:
                        timeout = deadline - _now()
                        if timeout <= 0:
                            break
                self._cond.wait(timeout)
            else:
                self._value -= 1
                taken = True
        return taken

    __enter__ = acquire

    def release(self, n=1):
        """Give `n` permits back and wake as many waiters."""
        if n < 1:
            raise ValueError("n must be one or more")
        with self._cond:
            self._value += n
            self._cond.notify(n)

    def __exit__(self, exc_type, exc_value, exc_traceback):
        self.release()


class BoundedSemaphore(Semaphore):
    """A semaphore that refuses to hold more permits than it began with."""

    def __init__(self, value=1):
        super().__init__(value)
        self._initial_value = value

    def __repr__(self):
        return f"<{_place(self)}: value={self._value}/{self._initial_value}>"

    def release(self, n=1):
        """Give `n` permits back; ValueError if that would be too many."""
        if n < 1:
            raise ValueError("n must be one or more")
        with self._cond:
            if self._value + n > self._initial_value:
                raise ValueError("Semaphore released too many times")
            self._value += n
            self._cond.notify(n)


class Event:
    """A flag that threads can wait for."""

    def __init__(self):
        self._cond = Condition(Lock())
        self._flag = False

    def __repr__(self):
        return f"<{_place(self)}: {'set' if self._flag else 'unset'}>"

    def is_set(self):
        """Whether the flag is up."""
        return self._flag

    def isSet(self):
        """Old name of `is_set`."""
        _deprecated("isSet() is deprecated, use is_set() instead")
        return self.is_set()

    def set(self):
        """Raise the flag and wake everyone who waits for it."""
        with self._cond:
            self._flag = True
            self._cond.notify_all()

    def clear(self):
        """Lower the flag."""
        with self._cond:
            self._flag = False

    def wait(self, timeout=None):
        """Wait until the flag is up; False if the timeout came first."""
        with self._cond:
            signaled = self._flag
            if not signaled:
                signaled = self._cond.wait(timeout)
            return signaled


class BrokenBarrierError(RuntimeError):
    """Somebody gave up at a Barrier, so that it will never fill."""


class Barrier:
    """A meeting point: `wait` returns when `parties` threads have come.

    It fills (arriving), then empties (leaving) before the next round may start.  `reset`
    makes those who wait leave with an error (resetting); `abort` leaves it broken.
    """

    _ARRIVING, _LEAVING, _RESETTING, _BROKEN = 0, 1, -1, -2

    def __init__(self, parties, action=None, timeout=None):
        if parties < 1:
            raise ValueError("parties must be > 0")
        self._cond = Condition(Lock())
        self._action = action
        self._timeout = timeout
        self._parties = parties
        self._state = self._ARRIVING
        self._count = 0

    def __repr__(self):
        if self.broken:
            return f"<{_place(self)}: broken>"
        return f"<{_place(self)}: waiters={self.n_waiting}/{self.parties}>"

    def wait(self, timeout=None):
        """Wait for the others; returns the order of arrival, from 0.

        The last to come runs the action, if there is one, before all leave.
        """
        if timeout is None:
            timeout = self._timeout
        with self._cond:
            self._enter()
            index = self._count
            self._count += 1
            try:
                if index + 1 == self._parties:
                    self._release()
                else:
                    self._wait(timeout)
                return index
            finally:
                self._count -= 1
                self._exit()

    def _enter(self):
        # Whoever is early for the next round waits until the last one is over.
        while self._state in (self._RESETTING, self._LEAVING):
            self._cond.wait()
        if self._state == self._BROKEN:
            raise BrokenBarrierError

    def _release(self):
        try:
            if self._action:
                self._action()
            self._state = self._LEAVING
            self._cond.notify_all()
        except:
            self._break()
            raise

    def _wait(self, timeout):
        if not self._cond.wait_for(lambda: self._state != self._ARRIVING, timeout):
            self._break()
            raise BrokenBarrierError
        if self._state != self._LEAVING:
            raise BrokenBarrierError

    def _exit(self):
        if self._count == 0 and self._state in (self._RESETTING, self._LEAVING):
            self._state = self._ARRIVING
            self._cond.notify_all()

    def _break(self):
        self._state = self._BROKEN
        self._cond.notify_all()

    def reset(self):
        """Make it empty and whole; threads that wait get BrokenBarrierError."""
        with self._cond:
            if self._count == 0:
                self._state = self._ARRIVING
            elif self._state in (self._ARRIVING, self._BROKEN):
                self._state = self._RESETTING
            self._cond.notify_all()

    def abort(self):
        """Break it: every wait, now and later, ends in BrokenBarrierError."""
        with self._cond:
            self._break()

    @property
    def parties(self):
        """How many threads it takes."""
        return self._parties

    @property
    def n_waiting(self):
        """How many have come so far."""
        return self._count if self._state == self._ARRIVING else 0

    @property
    def broken(self):
        """Whether somebody gave up."""
        return self._state == self._BROKEN


_next_number = _count(1).__next__

# A thread is in _limbo from `start` until it runs, then in _active under its identifier.
_active_limbo_lock = RLock()
_active = {}
_limbo = {}


class Thread:
    """A thread of control: give it a `target`, or override `run` in a subclass."""

    _initialized = False

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        assert group is None, "group argument must be None for now"
        if kwargs is None:
            kwargs = {}
        if name:
            name = str(name)
        else:
            name = f"Thread-{_next_number()}"
            if target is not None:
                try:
                    name += f" ({target.__name__})"
                except AttributeError:
                    pass
        self._target = target
        self._name = name
        self._args = args
        self._kwargs = kwargs
        if daemon and not _thread.daemon_threads_allowed():
            raise RuntimeError("daemon threads are disabled in this (sub)interpreter")
        self._daemonic = current_thread().daemon if daemon is None else daemon
        self._ident = None
        self._native_id = None
        self._handle = _thread._ThreadHandle()
        self._started = Event()
        self._initialized = True
        self._stderr = _sys.stderr
        self._invoke_excepthook = _make_invoke_excepthook()

    def __repr__(self):
        assert self._initialized, "Thread.__init__() was not called"
        status = "initial"
        if self._started.is_set():
            status = "started"
        if self._handle.is_done():
            status = "stopped"
        if self._daemonic:
            status += " daemon"
        if self._ident is not None:
            status += f" {self._ident}"
        return f"<{self.__class__.__name__}({self._name}, {status})>"

    def start(self):
        """Start the thread and wait until it runs; once only."""
        if not self._initialized:
            raise RuntimeError("thread.__init__() not called")
        if self._started.is_set():
            raise RuntimeError("threads can only be started once")
        with _active_limbo_lock:
            _limbo[self] = self
        try:
            _thread.start_joinable_thread(self._bootstrap, handle=self._handle, daemon=self.daemon)
        except Exception:
            with _active_limbo_lock:
                del _limbo[self]
            raise
        self._started.wait()

    def run(self):
        """What the thread does: calls the target with its arguments."""
        try:
            if self._target is not None:
                self._target(*self._args, **self._kwargs)
        finally:
            # The target may hold on to the thread; let go of each other.
            del self._target, self._args, self._kwargs

    def _bootstrap(self):
        self._bootstrap_inner()

    def _bootstrap_inner(self):
        try:
            self._set_ident()
            self._started.set()
            with _active_limbo_lock:
                _active[self._ident] = self
                del _limbo[self]
            try:
                self.run()
            except:
                self._invoke_excepthook(self)
        finally:
            with _active_limbo_lock:
                del _active[get_ident()]

    def _set_ident(self):
        self._ident = get_ident()
        self._native_id = get_native_id()
        _thread._set_thread_name(self._ident, self._name)

    def join(self, timeout=None):
        """Wait until the thread has ended, or for `timeout` seconds."""
        if not self._initialized:
            raise RuntimeError("Thread.__init__() not called")
        if not self._started.is_set():
            raise RuntimeError("cannot join thread before it is started")
        if self is current_thread():
            raise RuntimeError("cannot join current thread")
        if timeout is not None:
            timeout = max(timeout, 0)
        self._handle.join(timeout)

    def is_alive(self):
        """Whether it has started and not ended."""
        assert self._initialized, "Thread.__init__() not called"
        return self._started.is_set() and not self._handle.is_done()

    @property
    def name(self):
        """For people only; two threads may have the same."""
        assert self._initialized, "Thread.__init__() not called"
        return self._name

    @name.setter
    def name(self, name):
        assert self._initialized, "Thread.__init__() not called"
        self._name = str(name)
        if self._ident is not None:
            _thread._set_thread_name(self._ident, self._name)

    @property
    def ident(self):
        """The thread's number, or None before it runs."""
        assert self._initialized, "Thread.__init__() not called"
        return self._ident

    @property
    def native_id(self):
        """The operating system's number for it, or None before it runs."""
        assert self._initialized, "Thread.__init__() not called"
        return self._native_id

    @property
    def daemon(self):
        """Whether the program may end without waiting for it."""
        assert self._initialized, "Thread.__init__() not called"
        return self._daemonic

    @daemon.setter
    def daemon(self, daemonic):
        if not self._initialized:
            raise RuntimeError("Thread.__init__() not called")
        if self._started.is_set():
            raise RuntimeError("cannot set daemon status of active thread")
        self._daemonic = daemonic

    def isDaemon(self):
        """Old way to read `daemon`."""
        _deprecated("isDaemon() is deprecated, get the daemon attribute instead")
        return self.daemon

    def setDaemon(self, daemonic):
        """Old way to set `daemon`."""
        _deprecated("setDaemon() is deprecated, set the daemon attribute instead")
        self.daemon = daemonic

    def getName(self):
        """Old way to read `name`."""
        _deprecated("getName() is deprecated, get the name attribute instead")
        return self.name

    def setName(self, name):
        """Old way to set `name`."""
        _deprecated("setName() is deprecated, set the name attribute instead")
        self.name = name


class ExceptHookArgs(tuple):
    """What `excepthook` gets: exc_type, exc_value, exc_traceback, thread."""

    exc_type = property(lambda self: self[0])
    exc_value = property(lambda self: self[1])
    exc_traceback = property(lambda self: self[2])
    thread = property(lambda self: self[3])

    def __repr__(self):
        return (
            f"_thread._ExceptHookArgs(exc_type={self[0]!r}, exc_value={self[1]!r}, "
            f"exc_traceback={self[2]!r}, thread={self[3]!r})"
        )


def excepthook(args, /):
    """Report an exception that a thread did not catch; SystemExit is passed over."""
    if args.exc_type == SystemExit:
        return
    stderr = _sys.stderr
    if stderr is None:
        stderr = args.thread._stderr if args.thread is not None else None
        if stderr is None:
            return
    name = args.thread.name if args.thread is not None else get_ident()
    print(f"Exception in thread {name}:", file=stderr, flush=True)
    from traceback import print_exception

    print_exception(args.exc_type, args.exc_value, args.exc_traceback, file=stderr)
    stderr.flush()


__excepthook__ = excepthook


def _make_invoke_excepthook():
    # The hook in force when the thread is made is the fallback if it is later set to None.
    hook_at_creation = excepthook
    if hook_at_creation is None:
        raise RuntimeError("threading.excepthook is None")
    if _sys.excepthook is None:
        raise RuntimeError("sys.excepthook is None")

    def invoke_excepthook(thread):
        try:
            hook = hook_at_creation if excepthook is None else excepthook
            hook(ExceptHookArgs([*_sys.exc_info(), thread]))
        except Exception as error:
            error.__suppress_context__ = True
            stderr = thread._stderr if _sys.stderr is None else _sys.stderr
            print("Exception in threading.excepthook:", file=stderr, flush=True)
            _sys.excepthook(*_sys.exc_info())

    return invoke_excepthook


class Timer(Thread):
    """A thread that calls a function after `interval` seconds unless cancelled before."""

    def __init__(self, interval, function, args=None, kwargs=None):
        super().__init__()
        self.interval = interval
        self.function = function
        self.args = [] if args is None else args
        self.kwargs = {} if kwargs is None else kwargs
        self.finished = Event()

    def cancel(self):
        """Stop the timer if it has not gone off."""
        self.finished.set()

    def run(self):
        """Wait, then call the function."""
        self.finished.wait(self.interval)
        if not self.finished.is_set():
            self.function(*self.args, **self.kwargs)
        self.finished.set()


class _AdoptedThread(Thread):
    """A thread that runs already and was not started through this module."""

    def __init__(self, name, daemon, ident):
        super().__init__(name=name, daemon=daemon)
        self._started.set()
        self._ident = ident
        self._native_id = get_native_id()
        self._handle = _thread._make_thread_handle(ident)
        _thread._set_thread_name(ident, name)
        with _active_limbo_lock:
            _active[ident] = self


class _MainThread(_AdoptedThread):
    """The thread in which the program began."""

    def __init__(self):
        super().__init__("MainThread", False, _thread._get_main_thread_ident())


class _DummyThread(_AdoptedThread):
    """Stands for a thread that came from `_thread.start_new_thread`."""

    def __init__(self):
        super().__init__(f"Dummy-{_next_number()}", True, get_ident())

    def is_alive(self):
        """True as long as it can be asked."""
        if not self._handle.is_done() and self._started.is_set():
            return True
        raise RuntimeError("thread is not alive")

    def join(self, timeout=None):
        """Not possible: nobody has a handle that would tell its end."""
        raise RuntimeError("cannot join a dummy thread")


def current_thread():
    """The Thread object of the caller."""
    try:
        return _active[get_ident()]
    except KeyError:
        return _DummyThread()


def currentThread():
    """Old name of `current_thread`."""
    _deprecated("currentThread() is deprecated, use current_thread() instead")
    return current_thread()


def main_thread():
    """The Thread object of the thread in which the program began."""
    return _main_thread


def active_count():
    """How many threads are alive."""
    with _active_limbo_lock:
        return len(_active) + len(_limbo)


def activeCount():
    """Old name of `active_count`."""
    _deprecated("activeCount() is deprecated, use active_count() instead")
    return active_count()


def enumerate():
    """All threads that are alive, as a list."""
    with _active_limbo_lock:
        return list(_active.values()) + list(_limbo.values())


_trace_hook = None
_profile_hook = None


def settrace(func):
    """Remember a trace function.  It is never called: nothing here traces."""
    global _trace_hook
    _trace_hook = func


def gettrace():
    """The function given to `settrace`."""
    return _trace_hook


def setprofile(func):
    """Remember a profile function.  It is never called: nothing here profiles."""
    global _profile_hook
    _profile_hook = func


def getprofile():
    """The function given to `setprofile`."""
    return _profile_hook


def stack_size(size=0):
    """Accepted for compatibility; simulated stacks have no size to choose."""
    return 0


_atexit_calls = []
_shutting_down = False


def _register_atexit(function, *args, **kwargs):
    """Have a function called when the main thread ends, before it joins the others."""
    if _shutting_down:
        raise RuntimeError("can't register atexit after shutdown")
    _atexit_calls.append(lambda: function(*args, **kwargs))


def _shutdown():
    """Called at the end of the main thread: wait for all threads that are not daemons."""
    global _shutting_down
    if _main_thread._handle.is_done():
        return
    _shutting_down = True
    for call in reversed(_atexit_calls):
        call()
    _main_thread._handle._set_done()
    _thread_shutdown()


def _after_fork():
    """In a child: the thread that forked is the main one, and alone."""
    global _main_thread
    current = _active.get(get_ident())
    if current is None:
        current = _MainThread()
    _main_thread = current
    _limbo.clear()
    _active.clear()
    _active[get_ident()] = current


_main_thread = _MainThread()
