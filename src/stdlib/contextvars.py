"""Context variables: a value of its own for each thread."""

from _thread import _local

__all__ = ["Context", "ContextVar", "Token", "copy_context"]

_MISSING = object()


class _Values(_local):
    def __init__(self):
        self.values = {}


_current = _Values()


def _values():
    """The values of the running task, or of the thread."""
    import sys

    events = sys.modules.get("asyncio.events")
    loop = events._get_running_loop() if events is not None else None
    if loop is not None and loop._current_task is not None:
        task = loop._current_task
        own = task.__dict__.get("_context_values")
        if own is None:
            own = task._context_values = dict(_current.values)
        return own
    return _current.values


class Token:
    """What `set` gives, for `reset`."""

    MISSING = _MISSING

    def __init__(self, var, old):
        self.var = var
        self.old_value = old


class ContextVar:
    """A variable with a value for each context."""

    def __init__(self, name, *, default=_MISSING):
        self.name = name
        self._default = default

    def get(self, default=_MISSING):
        value = _values().get(self, _MISSING)
        for candidate in (value, default, self._default):
            if candidate is not _MISSING:
                return candidate
        raise LookupError(self)

    def set(self, value):
        values = _values()
        token = Token(self, values.get(self, _MISSING))
        values[self] = value
        return token

    def reset(self, token):
        if token.old_value is _MISSING:
            _values().pop(self, None)
        else:
            _values()[self] = token.old_value

    def __class_getitem__(cls, item):
        return cls


class Context:
    """The values of all variables at one time."""

    def __init__(self, values=()):
        self._stored = dict(values)

    def run(self, callable, *args, **kwargs):
        before = _current.values
        _current.values = self._stored
        try:
            return callable(*args, **kwargs)
        finally:
            _current.values = before

    def __getitem__(self, var):
        return self._stored[var]

    def get(self, var, default=None):
        return self._stored.get(var, default)

    def __len__(self):
        return len(self._stored)

    def __iter__(self):
        return iter(self._stored)

    def items(self):
        return self._stored.items()

    def copy(self):
        return Context(self._stored)


def copy_context():
    return Context(_values())
