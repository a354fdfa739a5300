"""Telling coroutines from other things."""

__all__ = ["iscoroutine", "iscoroutinefunction"]


async def _sample():
    pass


_example = _sample()
_Coroutine = type(_example)
_example.close()
_CO_COROUTINE = 0x80


def iscoroutine(value):
    """Whether this is what calling an `async def` function gives."""
    return isinstance(value, _Coroutine)


def iscoroutinefunction(function):
    """Whether this is an `async def` function."""
    while hasattr(function, "func"):
        function = function.func
    function = getattr(function, "__func__", function)
    code = getattr(function, "__code__", None)
    return code is not None and bool(code.co_flags & _CO_COROUTINE)


def describe(coroutine):
    """As the repr of a task shows it."""
    name = getattr(coroutine, "__qualname__", None) or type(coroutine).__name__
    code = getattr(coroutine, "cr_code", None)
    if code is None:
        return f"{name}()"
    frame = coroutine.cr_frame
    where = code.co_filename
    if frame is None:
        return f"{name}() done, defined at {where}:{code.co_firstlineno}"
    line = getattr(frame, "f_lineno", code.co_firstlineno)
    return f"{name}() running at {where}:{line}"
