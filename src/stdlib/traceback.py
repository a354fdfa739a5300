"""Print exceptions and the calls that led to them.

The interpreter lays the text out (`_traceback`), since it knows the code; this module is
about where the text goes.
"""

import sys

import _traceback

__all__ = [
    "extract_stack", "extract_tb", "format_exc", "format_exception", "format_exception_only",
    "format_list", "format_stack", "format_tb", "print_exc", "print_exception", "print_last",
    "print_stack", "print_tb",
]

_NOT_GIVEN = object()


def _exception_of(exc, value):
    """Both forms of call: with the exception alone, or with type, value and traceback."""
    return exc if value is _NOT_GIVEN else value


def format_exception(exc, /, value=_NOT_GIVEN, tb=_NOT_GIVEN, limit=None, chain=True):
    """The lines of an exception's traceback and message, each with its newline."""
    error = _exception_of(exc, value)
    if error is None:
        return ["NoneType: None\n"]
    return _traceback.format_exception(error).splitlines(keepends=True)


def format_exception_only(exc, /, value=_NOT_GIVEN):
    """The last part of a traceback: class, message, notes."""
    error = _exception_of(exc, value)
    if error is None:
        return ["NoneType: None\n"]
    return _traceback.format_exception_only(error).splitlines(keepends=True)


def print_exception(exc, /, value=_NOT_GIVEN, tb=_NOT_GIVEN, limit=None, file=None, chain=True):
    """Print an exception with its traceback to `file` (stderr)."""
    text = "".join(format_exception(exc, value, tb, limit, chain))
    print(text, file=sys.stderr if file is None else file, end="")


def format_exc(limit=None, chain=True):
    """The text of the exception that is being handled."""
    return "".join(format_exception(sys.exception(), limit=limit, chain=chain))


def print_exc(limit=None, file=None, chain=True):
    """Print the exception that is being handled."""
    print_exception(sys.exception(), limit=limit, file=file, chain=chain)


class FrameSummary:
    """One line of a stack: file, line number, function, source line."""

    __slots__ = ("filename", "lineno", "name", "_line")

    def __init__(self, filename, lineno, name, line=None):
        self.filename = filename
        self.lineno = lineno
        self.name = name
        self._line = line

    @property
    def line(self):
        """The source line, without blanks around it."""
        if self._line is None:
            self._line = _traceback.source_line(self.filename, self.lineno)
        return self._line.strip()

    def __iter__(self):
        return iter((self.filename, self.lineno, self.name, self.line))

    def __getitem__(self, i):
        return tuple(self)[i]

    def __len__(self):
        return 4

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"


def _summary(frame, lineno):
    return FrameSummary(frame.f_code.co_filename, lineno, frame.f_code.co_name)


def extract_tb(tb, limit=None):
    """The frames of a traceback, outermost first."""
    frames = []
    while tb is not None and (limit is None or len(frames) < limit):
        frames.append(_summary(tb.tb_frame, tb.tb_lineno))
        tb = tb.tb_next
    return frames


def extract_stack(f=None, limit=None):
    """The frames of the caller, outermost first."""
    frame = sys._getframe(1) if f is None else f
    frames = []
    while frame is not None:
        frames.append(_summary(frame, frame.f_lineno))
        frame = frame.f_back
    frames.reverse()
    return frames if limit is None else frames[-limit:]


def format_list(extracted_list):
    """The text of frames, one string for each."""
    result = []
    for filename, lineno, name, line in extracted_list:
        text = f'  File "{filename}", line {lineno}, in {name}\n'
        if line:
            text += f"    {line}\n"
        result.append(text)
    return result


def format_tb(tb, limit=None):
    """The text of a traceback's frames."""
    return format_list(extract_tb(tb, limit))


def print_tb(tb, limit=None, file=None):
    """Print the frames of a traceback."""
    print("".join(format_tb(tb, limit)), file=sys.stderr if file is None else file, end="")


def format_stack(f=None, limit=None):
    """The text of the caller's frames."""
    return format_list(extract_stack(sys._getframe(1) if f is None else f, limit))


def print_stack(f=None, limit=None, file=None):
    """Print the frames of the caller."""
    lines = format_stack(sys._getframe(1) if f is None else f, limit)
    print("".join(lines), file=sys.stderr if file is None else file, end="")


def print_last(limit=None, file=None, chain=True):
    """Print the exception that ended the last command of an interactive session."""
    print_exception(sys.last_exc, limit=limit, file=file, chain=chain)
