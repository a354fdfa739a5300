"""Start methods, and for each everything that `multiprocessing` offers."""

import os
import sys
import threading

from multiprocessing import process

_PUBLIC = (
    "Array", "Barrier", "BoundedSemaphore", "Condition", "Event", "JoinableQueue", "Lock",
    "Manager", "Pipe", "Pool", "Process", "Queue", "RLock", "RawArray", "RawValue", "Semaphore",
    "SimpleQueue", "Value", "allow_connection_pickling", "cpu_count", "freeze_support",
    "get_all_start_methods", "get_context", "get_logger", "get_start_method", "log_to_stderr",
    "set_executable", "set_start_method",
)


class ProcessError(Exception):
    pass


class BufferTooShort(ProcessError):
    pass


class TimeoutError(ProcessError):
    pass


class AuthenticationError(ProcessError):
    pass


for _error in (ProcessError, BufferTooShort, TimeoutError, AuthenticationError):
    _error.__module__ = "multiprocessing" if _error is ProcessError else "multiprocessing.context"


class BaseContext:
    """What does not depend on how processes start."""

    ProcessError = ProcessError
    BufferTooShort = BufferTooShort
    TimeoutError = TimeoutError
    AuthenticationError = AuthenticationError
    current_process = staticmethod(process.current_process)
    parent_process = staticmethod(process.parent_process)
    active_children = staticmethod(process.active_children)

    def cpu_count(self):
        number = os.cpu_count()
        if number is None:
            raise NotImplementedError("cannot determine number of cpus")
        return number

    def Manager(self):
        from multiprocessing.managers import SyncManager

        manager = SyncManager(ctx=self.get_context())
        manager.start()
        return manager

    def Pipe(self, duplex=True):
        from multiprocessing.connection import Pipe

        return Pipe(duplex)

    def Lock(self):
        from multiprocessing.synchronize import Lock

        return Lock(ctx=self)

    def RLock(self):
        from multiprocessing.synchronize import RLock

        return RLock(ctx=self)

    def Condition(self, lock=None):
        from multiprocessing.synchronize import Condition

        return Condition(lock, ctx=self)

    def Semaphore(self, value=1):
        from multiprocessing.synchronize import Semaphore

        return Semaphore(value, ctx=self)

    def BoundedSemaphore(self, value=1):
        from multiprocessing.synchronize import BoundedSemaphore

        return BoundedSemaphore(value, ctx=self)

    def Event(self):
        from multiprocessing.synchronize import Event

        return Event(ctx=self)

    def Barrier(self, parties, action=None, timeout=None):
        from multiprocessing.synchronize import Barrier

        return Barrier(parties, action, timeout, ctx=self)

    def Queue(self, maxsize=0):
        from multiprocessing.queues import Queue

        return Queue(maxsize, ctx=self)

    def JoinableQueue(self, maxsize=0):
        from multiprocessing.queues import JoinableQueue

        return JoinableQueue(maxsize, ctx=self)

    def SimpleQueue(self):
        from multiprocessing.queues import SimpleQueue

        return SimpleQueue(ctx=self)

    def Pool(self, processes=None, initializer=None, initargs=(), maxtasksperchild=None):
        from multiprocessing.pool import Pool

        return Pool(processes, initializer, initargs, maxtasksperchild, context=self.get_context())

    def RawValue(self, typecode_or_type, *args):
        from multiprocessing.sharedctypes import RawValue

        return RawValue(typecode_or_type, *args)

    def RawArray(self, typecode_or_type, size_or_initializer):
        from multiprocessing.sharedctypes import RawArray

        return RawArray(typecode_or_type, size_or_initializer)

    def Value(self, typecode_or_type, *args, lock=True):
        from multiprocessing.sharedctypes import Value

        return Value(typecode_or_type, *args, lock=lock, ctx=self.get_context())

    def Array(self, typecode_or_type, size_or_initializer, *, lock=True):
        from multiprocessing.sharedctypes import Array

        return Array(typecode_or_type, size_or_initializer, lock=lock, ctx=self.get_context())

    def freeze_support(self):
        pass

    def allow_connection_pickling(self):
        pass

    def set_executable(self, executable):
        pass

    def get_logger(self):
        from multiprocessing.util import get_logger

        return get_logger()

    def log_to_stderr(self, level=None):
        from multiprocessing.util import log_to_stderr

        return log_to_stderr(level)

    def get_context(self, method=None):
        if method is None:
            return self
        try:
            return _concrete_contexts[method]
        except KeyError:
            raise ValueError("cannot find context for %r" % method) from None

    def get_start_method(self, allow_none=False):
        return self._name

    def set_start_method(self, method, force=False):
        raise ValueError("cannot set start method of concrete context")

    def get_all_start_methods(self):
        return _methods()


class Process(process.BaseProcess):
    _start_method = None

    @staticmethod
    def _Popen(process_obj):
        return _default_context.get_context().Process._Popen(process_obj)


class DefaultContext(BaseContext):
    """The context that a program gets where it asks for none."""

    Process = Process

    def __init__(self):
        self._actual_context = None

    def get_context(self, method=None):
        if method is None:
            if self._actual_context is None:
                self._actual_context = _concrete_contexts[_methods()[0]]
            return self._actual_context
        return super().get_context(method)

    def set_start_method(self, method, force=False):
        if self._actual_context is not None and not force:
            raise RuntimeError("context has already been set")
        self._actual_context = None if method is None and force else self.get_context(method)

    def get_start_method(self, allow_none=False):
        if self._actual_context is None:
            if allow_none:
                return None
            self.get_context()
        return self._actual_context._name


def _methods():
    """The default first."""
    if sys.version_info >= (3, 14):
        return ["forkserver", "spawn", "fork"]
    return ["fork", "spawn", "forkserver"]


class ForkProcess(process.BaseProcess):
    _start_method = "fork"

    @staticmethod
    def _Popen(process_obj):
        from multiprocessing.popen import ForkPopen

        return ForkPopen(process_obj)


class SpawnProcess(process.BaseProcess):
    _start_method = "spawn"

    @staticmethod
    def _Popen(process_obj):
        from multiprocessing.popen import SpawnPopen

        return SpawnPopen(process_obj)


class ForkServerProcess(SpawnProcess):
    _start_method = "forkserver"


class ForkContext(BaseContext):
    _name = "fork"
    Process = ForkProcess


class SpawnContext(BaseContext):
    _name = "spawn"
    Process = SpawnProcess


class ForkServerContext(BaseContext):
    _name = "forkserver"
    Process = ForkServerProcess


_concrete_contexts = {
    "fork": ForkContext(), "spawn": SpawnContext(), "forkserver": ForkServerContext(),
}
_default_context = DefaultContext()
_tls = threading.local()


def get_spawning_popen():
    """The process that is being started afresh by this thread."""
    return getattr(_tls, "spawning_popen", None)


def _set_spawning_popen(popen):
    _tls.spawning_popen = popen


def assert_spawning(obj):
    if get_spawning_popen() is None:
        raise RuntimeError(
            "%s objects should only be shared between processes through inheritance"
            % type(obj).__name__
        )
