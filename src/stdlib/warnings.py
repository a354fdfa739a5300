"""Warnings: messages for the programmer that do not stop the program.

Filters are tried from the newest to the oldest; the first that fits decides.  At first only
deprecations that the main program itself causes are shown, and everything that is not about
deprecation.
"""

import sys

import _traceback

__all__ = ["warn", "filterwarnings", "simplefilter", "resetwarnings", "catch_warnings", "showwarning", "formatwarning"]

# (action, category, module or None for any)
filters = [
    ("default", DeprecationWarning, "__main__"),
    ("ignore", DeprecationWarning, None),
    ("ignore", PendingDeprecationWarning, None),
    ("ignore", ImportWarning, None),
    ("ignore", ResourceWarning, None),
]
_shown = set()
_log = None


class WarningMessage:
    """A warning that `catch_warnings(record=True)` has kept."""

    def __init__(self, message, category, filename, lineno):
        self.message = message
        self.category = category
        self.filename = filename
        self.lineno = lineno
        self._category_name = category.__name__

    def __str__(self):
        return (
            f"{{message : {self.message!r}, category : {self._category_name!r}, "
            f"filename : {self.filename!r}, lineno : {self.lineno}, line : None}}"
        )


def warn(message, category=None, stacklevel=1, source=None):
    """Warn about the line that called, or about its caller's with stacklevel 2."""
    if isinstance(message, Warning):
        category = message.__class__
        text = str(message)
    else:
        category = category or UserWarning
        text = message
        message = category(message)
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError(f"category must be a Warning subclass, not '{type(category).__name__}'")
    frame = sys._getframe(stacklevel)
    module = frame.f_globals.get("__name__", "<string>")
    filename, lineno = frame.f_code.co_filename, frame.f_lineno
    action = _action(category, module)
    if action == "error":
        raise message
    if action == "ignore":
        return
    if action != "always":
        key = {"default": (text, category, filename, lineno), "module": (text, category, filename)}
        seen = key.get(action, (text, category))
        if seen in _shown:
            return
        _shown.add(seen)
    if _log is not None:
        _log.append(WarningMessage(message, category, filename, lineno))
    else:
        showwarning(message, category, filename, lineno)


def _action(category, module):
    for action, wanted, where in filters:
        if issubclass(category, wanted) and where in (None, module):
            return action
    return "default"


def formatwarning(message, category, filename, lineno, line=None):
    """The text of a warning."""
    text = f"{filename}:{lineno}: {category.__name__}: {message}\n"
    if line is None:
        line = _traceback.source_line(filename, lineno)
    if line.strip():
        text += f"  {line.strip()}\n"
    return text


def showwarning(message, category, filename, lineno, file=None, line=None):
    """Write a warning to stderr."""
    file = sys.stderr if file is None else file
    file.write(formatwarning(message, category, filename, lineno, line))


def simplefilter(action, category=Warning, lineno=0, append=False):
    """Add a filter for a category in all modules."""
    entry = (action, category, None)
    if append:
        filters.append(entry)
    else:
        filters.insert(0, entry)
    _shown.clear()


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    """Add a filter; patterns for message and module are not looked at."""
    simplefilter(action, category, lineno, append)


def resetwarnings():
    """Remove all filters."""
    filters.clear()
    _shown.clear()


class catch_warnings:
    """Restores the filters at the end; with `record`, gives a list of what was warned."""

    def __init__(self, *, record=False, action=None, category=Warning):
        self._record = record
        self._filter = None if action is None else (action, category)

    def __enter__(self):
        global _log
        self._saved = filters[:], _log, set(_shown)
        if self._record:
            _log = []
        if self._filter is not None:
            simplefilter(*self._filter)
        return _log if self._record else None

    def __exit__(self, *exc_info):
        global _log
        filters[:], _log, shown = self._saved
        _shown.clear()
        _shown.update(shown)
