"""Levels, records, and how a record becomes text."""

import os
import threading
import time
import traceback

CRITICAL = FATAL = 50
ERROR = 40
WARNING = WARN = 30
INFO = 20
DEBUG = 10
NOTSET = 0

_level_names = {
    CRITICAL: "CRITICAL", ERROR: "ERROR", WARNING: "WARNING", INFO: "INFO", DEBUG: "DEBUG",
    NOTSET: "NOTSET",
}
_levels = {name: level for level, name in _level_names.items()} | {"FATAL": FATAL, "WARN": WARN}
_start_time = time.time_ns()
# Guards what the whole package shares.
_lock = threading.RLock()


def getLevelName(level):
    """The name of a level, or the level of a name."""
    if level in _level_names:
        return _level_names[level]
    return _levels.get(level, f"Level {level}")


def getLevelNamesMapping():
    """All names and their levels."""
    return _levels.copy()


def addLevelName(level, levelName):
    """Give a level a name."""
    with _lock:
        _level_names[level] = levelName
        _levels[levelName] = level


def _check_level(level):
    if isinstance(level, int):
        return level
    if not isinstance(level, str):
        raise TypeError(f"Level not an integer or a valid string: {level!r}")
    if level not in _levels:
        raise ValueError(f"Unknown level: {level!r}")
    return _levels[level]


class LogRecord:
    """One message and all that is known about it."""

    def __init__(
        self, name, level, pathname, lineno, msg, args, exc_info, func=None, sinfo=None, **kwargs
    ):
        now = time.time_ns()
        self.name = name
        self.msg = msg
        # One dict as the only argument is for %(key)s in the message.
        if args and len(args) == 1 and isinstance(args[0], dict) and args[0]:
            args = args[0]
        self.args = args
        self.levelname = getLevelName(level)
        self.levelno = level
        self.pathname = pathname
        self.filename = os.path.basename(pathname)
        self.module = os.path.splitext(self.filename)[0]
        self.exc_info = exc_info
        self.exc_text = None
        self.stack_info = sinfo
        self.lineno = lineno
        self.funcName = func
        self.created = now / 1e9
        self.msecs = now % 1_000_000_000 // 1_000_000 + 0.0
        self.relativeCreated = (now - _start_time) / 1e6
        self.thread = threading.get_ident()
        self.threadName = threading.current_thread().name
        self.processName = "MainProcess"
        self.process = os.getpid()
        self.taskName = None

    def __repr__(self):
        return f'<LogRecord: {self.name}, {self.levelno}, {self.pathname}, {self.lineno}, "{self.msg}">'

    def getMessage(self):
        """The message with its arguments filled in."""
        msg = str(self.msg)
        return msg % self.args if self.args else msg


class PercentStyle:
    """Formats of the kind %(message)s."""

    default_format = "%(message)s"
    basic_format = "%(levelname)s:%(name)s:%(message)s"
    asctime_search = "%(asctime)"

    def __init__(self, fmt, *, defaults=None):
        self._fmt = fmt or self.default_format
        self._defaults = defaults or {}

    def usesTime(self):
        """Whether the format shows the time."""
        return self.asctime_search in self._fmt

    def validate(self):
        """ValueError if there is no field in the format."""
        for part in self._fmt.split("%(")[1:]:
            name, bracket, rest = part.partition(")")
            rest = rest.lstrip("#0+ -").lstrip("*0123456789.")
            if name and bracket and rest[:1] and rest[0] in "diouxefgcrsaDIOUXEFGCRSA%":
                return
        raise ValueError(f"Invalid format '{self._fmt}' for '{self.default_format[0]}' style")

    def _fill(self, values):
        return self._fmt % values

    def format(self, record):
        """The format filled in from a record."""
        try:
            return self._fill(self._defaults | record.__dict__)
        except KeyError as error:
            raise ValueError(f"Formatting field not found in record: {error}")


class StrFormatStyle(PercentStyle):
    """Formats of the kind {message}."""

    default_format = "{message}"
    basic_format = "{levelname}:{name}:{message}"
    asctime_search = "{asctime"

    def validate(self):
        if "{" not in self._fmt.replace("{{", ""):
            raise ValueError("invalid format: no fields")

    def _fill(self, values):
        return self._fmt.format(**values)


class StringTemplateStyle(PercentStyle):
    """Formats of the kind ${message}."""

    default_format = "${message}"
    basic_format = "${levelname}:${name}:${message}"
    asctime_search = "asctime"

    def validate(self):
        if "$" not in self._fmt.replace("$$", ""):
            raise ValueError("invalid format: no fields")

    def _fill(self, values):
        from string import Template

        return Template(self._fmt).substitute(values)


_STYLES = {"%": PercentStyle, "{": StrFormatStyle, "$": StringTemplateStyle}
BASIC_FORMAT = PercentStyle.basic_format


class Formatter:
    """Turns a record into text."""

    converter = time.localtime
    default_time_format = "%Y-%m-%d %H:%M:%S"
    default_msec_format = "%s,%03d"

    def __init__(self, fmt=None, datefmt=None, style="%", validate=True, *, defaults=None):
        if style not in _STYLES:
            raise ValueError(f"Style must be one of: {','.join(_STYLES)}")
        self._style = _STYLES[style](fmt, defaults=defaults)
        if validate:
            self._style.validate()
        self._fmt = self._style._fmt
        self.datefmt = datefmt

    def formatTime(self, record, datefmt=None):
        """The time of a record."""
        moment = type(self).converter(record.created)
        if datefmt:
            return time.strftime(datefmt, moment)
        text = time.strftime(self.default_time_format, moment)
        return self.default_msec_format % (text, record.msecs) if self.default_msec_format else text

    def formatException(self, ei):
        """The text of an exception."""
        return "".join(traceback.format_exception(*ei)).removesuffix("\n")

    def formatStack(self, stack_info):
        """The text of a stack."""
        return stack_info

    def usesTime(self):
        """Whether the format shows the time."""
        return self._style.usesTime()

    def formatMessage(self, record):
        """The format filled in."""
        return self._style.format(record)

    def format(self, record):
        """The whole text: message, then exception, then stack."""
        record.message = record.getMessage()
        if self.usesTime():
            record.asctime = self.formatTime(record, self.datefmt)
        text = self.formatMessage(record)
        if record.exc_info and not record.exc_text:
            record.exc_text = self.formatException(record.exc_info)
        for more in (record.exc_text, record.stack_info and self.formatStack(record.stack_info)):
            if more:
                text = text.removesuffix("\n") + "\n" + more
        return text


_default_formatter = Formatter()


class Filter:
    """Lets through a logger and all below it."""

    def __init__(self, name=""):
        self.name = name

    def filter(self, record):
        """Whether the record may pass."""
        return not self.name or record.name == self.name or record.name.startswith(self.name + ".")


class Filterer:
    """What loggers and handlers have in common: a list of filters."""

    def __init__(self):
        self.filters = []

    def addFilter(self, filter):
        """Add a Filter or a function of a record."""
        if filter not in self.filters:
            self.filters.append(filter)

    def removeFilter(self, filter):
        """Remove a filter."""
        if filter in self.filters:
            self.filters.remove(filter)

    def filter(self, record):
        """The record, or what a filter made of it, or False."""
        for f in self.filters:
            result = f.filter(record) if hasattr(f, "filter") else f(record)
            if not result:
                return False
            if isinstance(result, LogRecord):
                record = result
        return record
