"""What happens on both sides when a thread goes over into another interpreter.

Nothing but bytes goes along: a pickle of what is to be done, and the code of functions that need
nothing else.  CPython has this in C.
"""

import _interpreters
import pickle
import sys

_FAKE_MAIN = "<fake __main__>"


class InterpreterError(Exception):
    """Something about an interpreter went wrong."""


class InterpreterNotFoundError(InterpreterError):
    """There is no such interpreter (any more)."""


class NotShareableError(TypeError, ValueError):
    """The object cannot be sent to another interpreter."""


for _error in (InterpreterError, InterpreterNotFoundError, NotShareableError):
    _error.__module__ = "concurrent.interpreters"


class _Stateless:
    """Stands in a pickle for a function whose code goes along beside it."""

    def __init__(self, index):
        self.index = index

    def __reduce__(self):
        return _brought_along, (self.index,)


_functions = ()


def _brought_along(index):
    return _functions[index]


def _pack(obj, functions):
    if type(obj) is tuple:
        return tuple([_pack(item, functions) for item in obj])
    if _interpreters.is_stateless(obj):
        functions.append(obj)
        return _Stateless(len(functions) - 1)
    return obj


def dump(obj):
    """An object as bytes."""
    try:
        return pickle.dumps(obj)
    except Exception as error:
        raise NotShareableError("object could not be pickled") from error


_fake_main = None


def load(data):
    """The object again.  What is missing in `__main__` comes from a copy of the program, which is
    run for this under another name."""
    global _fake_main
    try:
        try:
            return pickle.loads(data)
        except AttributeError as error:
            if "__main__" not in str(error) or not _interpreters.get_current():
                raise
        if _fake_main is None:
            _fake_main = __import__(_FAKE_MAIN)
            del sys.modules[_FAKE_MAIN]
        own = sys.modules["__main__"]
        sys.modules["__main__"] = _fake_main
        try:
            return pickle.loads(data)
        finally:
            sys.modules["__main__"] = own
    except Exception as error:
        raise NotShareableError("object could not be unpickled") from error


def _go(number, kind, data, functions):
    try:
        answer = _interpreters.enter(number, pickle.dumps((kind, data)), tuple(functions))
    except OSError as error:
        raise _told(error, number, "interpreter already running") from None
    what, result = pickle.loads(answer)
    if what == "unshareable":
        message, cause = result
        raise NotShareableError(message) from pickle.loads(cause)
    return what, result


def _told(error, number, busy):
    """What an error number of the system says here."""
    if error.errno == 3:
        return InterpreterNotFoundError(f"unrecognized interpreter ID {number}")
    if error.errno == 16:
        return InterpreterError(busy)
    return error


def call(number, function, args, kwargs):
    """The pair of the function's result and what is known of the exception that ended it."""
    if not callable(function):
        raise TypeError(f"expected a callable, got {function!r}")
    functions = []
    packed = _pack(function, functions), _pack(args, functions), kwargs
    what, result = _go(number, "call", dump(packed), functions)
    if what == "raised":
        return None, result
    return load(result), None


def execute(number, code):
    """None, or what is known of the exception that ended the code."""
    if isinstance(code, str):
        what, result = _go(number, "exec", code, ())
    elif _interpreters.is_script(code):
        what, result = _go(number, "script", None, (code,))
    else:
        raise TypeError(f"exec() argument 2 must be a str, a function, or a code object, not {type(code).__name__}")
    return result if what == "raised" else None


def bind_main(number, values):
    what, result = _go(number, "bind", dump(values), ())
    if what == "raised":
        raise InterpreterError(result["formatted"])


def close(number):
    """End its threads, run what it has registered for the end, forget it."""
    try:
        if _interpreters.is_running(number):
            raise InterpreterError("interpreter running")
        _interpreters.enter(number, pickle.dumps(("end", None)), ())
        _interpreters.destroy(number)
    except OSError as error:
        raise _told(error, number, "interpreter running") from None


def _describe(error):
    import traceback

    kind = type(error)
    text = "".join(traceback.format_exception(error))
    try:
        message = str(error)
    except Exception:
        message = "<exception str() failed>"
    return {
        "type": (kind.__name__, kind.__qualname__, kind.__module__),
        "msg": message,
        "formatted": f"{kind.__name__}: {message}" if message else kind.__name__,
        "errdisplay": text.rstrip("\n"),
    }


def _perform(kind, data):
    main = sys.modules["__main__"].__dict__
    if kind == "exec":
        exec(compile(data, "<string>", "exec"), main)
    elif kind == "script":
        _functions[0]()
    elif kind == "bind":
        main.update(load(data))
    elif kind == "call":
        function, args, kwargs = load(data)
        if (function is exec or function is eval) and len(args) == 1 and not kwargs:
            args = (*args, main)
        return dump(function(*args, **kwargs))


def _end():
    """What the end of a program does."""
    import atexit

    threading = sys.modules.get("threading")
    if threading is not None:
        threading._shutdown()
    while callback := atexit._pop():
        function, args, kwargs = callback
        function(*args, **kwargs)
    sys.stdout.flush()
    sys.stderr.flush()


def work():
    """All that a thread does here which has come from another interpreter."""
    global _functions
    data, _functions = _interpreters.take_work()
    main = sys.modules["__main__"]
    if "__file__" in main.__dict__:
        del main.__file__
    try:
        kind, data = pickle.loads(data)
        answer = "done", _end() if kind == "end" else _perform(kind, data)
    except NotShareableError as error:
        try:
            cause = pickle.dumps(error.__cause__)
        except Exception:
            cause = pickle.dumps(None)
        answer = "unshareable", (str(error), cause)
    except BaseException as error:
        answer = "raised", _describe(error)
    _functions = ()
    _interpreters.leave(pickle.dumps(answer))
