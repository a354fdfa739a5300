"""A pool of threads, each of which makes its calls in an interpreter of its own."""

import sys
import threading

from concurrent import interpreters
from concurrent.futures import _base
from concurrent.futures import thread as _thread


def do_call(results, func, args, kwargs):
    """What runs in the worker's interpreter.  An exception is sent beside what is told of it."""
    try:
        return func(*args, **kwargs)
    except BaseException as exc:
        try:
            results.put(exc)
        except interpreters.NotShareableError:
            import traceback

            print("exception is not shareable:", file=sys.stderr)
            traceback.print_exception(exc)
            results.put(None)
        raise


class WorkerContext:
    """A worker's interpreter, and the queue on which its exceptions come back."""

    def __init__(self):
        self.interp = None
        self.results = None

    def initialize(self, initializer, initargs):
        self.interp = interpreters.create()
        self.results = interpreters.create_queue()
        if initializer is not None:
            self.run(initializer, initargs, {})

    def finalize(self):
        interp, self.interp, self.results = self.interp, None, None
        if interp is not None:
            interp.close()

    def run(self, fn, args, kwargs):
        try:
            return self.interp.call(do_call, self.results, fn, args, kwargs)
        except interpreters.ExecutionFailed as wrapper:
            raise self.results.get() from wrapper


_own = threading.local()


def _worker(executor, work_queue, initializer, initargs):
    context = WorkerContext()
    try:
        try:
            context.initialize(initializer, initargs)
        except BaseException:
            _base.log().critical("Exception in initializer:", exc_info=True)
            executor._initializer_failed()
            return
        _own.context = context
        _thread._worker(executor, work_queue, None, ())
    finally:
        context.finalize()


def _run(fn, args, kwargs):
    return _own.context.run(fn, args, kwargs)


class BrokenInterpreterPool(_thread.BrokenThreadPool):
    """An interpreter could not be initialised."""


class InterpreterPoolExecutor(_thread.ThreadPoolExecutor):
    """Runs calls in at most `max_workers` interpreters: each has a GIL of its own."""

    BROKEN = BrokenInterpreterPool
    _target = staticmethod(_worker)

    def __init__(self, max_workers=None, thread_name_prefix="", initializer=None, initargs=()):
        prefix = thread_name_prefix or f"InterpreterPoolExecutor-{self._counter()}"
        super().__init__(max_workers, prefix, initializer, initargs)

    def submit(self, fn, /, *args, **kwargs):
        """Have fn(*args, **kwargs) run in another interpreter; returns its Future."""
        if isinstance(fn, str):
            raise TypeError("scripts not supported")
        return super().submit(_run, fn, args, kwargs)
