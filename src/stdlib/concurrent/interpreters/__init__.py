"""Several interpreters in one process, each with its own objects and its own GIL."""

import _interpreters
import atexit
import sys
import threading
import types

from concurrent.interpreters import _crossing
from concurrent.interpreters._crossing import (
    InterpreterError,
    InterpreterNotFoundError,
    NotShareableError,
)
from concurrent.interpreters._queues import Queue, QueueEmpty, QueueFull
from concurrent.interpreters._queues import create as create_queue

__all__ = [
    "get_current", "get_main", "create", "list_all", "is_shareable", "Interpreter",
    "InterpreterError", "InterpreterNotFoundError", "ExecutionFailed", "NotShareableError",
    "create_queue", "Queue", "QueueEmpty", "QueueFull",
]


class ExecutionFailed(InterpreterError):
    """Code in another interpreter ended by an exception, which stays there: this tells of it."""

    def __init__(self, excinfo):
        super().__init__(excinfo.formatted)
        self.excinfo = excinfo

    def __str__(self):
        return f"{super().__str__()}\n\nUncaught in the interpreter:\n\n{self.excinfo.errdisplay}"


def _failed(told):
    name, qualname, module = told.pop("type")
    kind = types.SimpleNamespace(__name__=name, __qualname__=qualname, __module__=module)
    return ExecutionFailed(types.SimpleNamespace(type=kind, **told))


def is_shareable(obj):
    """Whether an object can be sent without being pickled."""
    if type(obj) is tuple:
        return all(is_shareable(item) for item in obj)
    return obj is None or type(obj) in (bool, int, float, str, bytes, Queue)


_known = {}


class Interpreter:
    """An interpreter of this process."""

    def __new__(cls, id, /):
        if not isinstance(id, int):
            raise TypeError(f"id must be an int, got {id!r}")
        self = _known.get(id)
        if self is None:
            if id not in _interpreters.list_all():
                raise InterpreterNotFoundError(f"unrecognized interpreter ID {id}")
            self = super().__new__(cls)
            self._id = int(id)
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
    def whence(self):
        return "_interpreters module" if self._id else "runtime init"

    def _check(self, doing):
        if self._id == 0:
            raise InterpreterError(f"cannot {doing} unrecognized interpreter 0")

    def is_running(self):
        """Whether a thread is executing something in its main module."""
        try:
            return bool(_interpreters.is_running(self._id))
        except OSError:
            raise InterpreterNotFoundError(f"unrecognized interpreter ID {self._id}") from None

    def close(self):
        """End the interpreter."""
        self._check("destroy")
        if self._id == _interpreters.get_current():
            raise InterpreterError("cannot destroy the current interpreter")
        _crossing.close(self._id)

    def prepare_main(self, ns=None, /, **kwargs):
        """Bind copies of values in its `__main__`."""
        self._check("set __main__ attrs for")
        values = dict(ns, **kwargs) if ns is not None else kwargs
        _crossing.bind_main(self._id, values)

    def exec(self, code, /):
        """Run source text, or the body of a function, in its `__main__`."""
        self._check("exec code for")
        told = _crossing.execute(self._id, code)
        if told is not None:
            raise _failed(told)

    def _call(self, callable, args, kwargs):
        self._check("make a call for")
        result, told = _crossing.call(self._id, callable, args, kwargs)
        if told is not None:
            raise _failed(told)
        return result

    def call(self, callable, /, *args, **kwargs):
        """Call something there, and return a copy of what it returns."""
        return self._call(callable, args, kwargs)

    def call_in_thread(self, callable, /, *args, **kwargs):
        """Do so in a new thread, which is returned."""
        thread = threading.Thread(target=self._call, args=(callable, args, kwargs))
        thread.start()
        return thread


def create():
    """A new interpreter, which does nothing yet."""
    return Interpreter(_interpreters.create())


def list_all():
    return [Interpreter(number) for number in _interpreters.list_all()]


def get_current():
    return Interpreter(_interpreters.get_current())


def get_main():
    return Interpreter(0)


def _end_all():
    """At the end of the program its other interpreters end as well."""
    sys.stdout.flush()
    for number in _interpreters.list_all()[1:]:
        try:
            _crossing.close(number)
        except InterpreterError:
            # A thread that nobody waits for is inside.
            pass


if _interpreters.get_current() == 0:
    atexit.register(_end_all)
