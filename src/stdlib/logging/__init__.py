"""Messages with a level, from named loggers to handlers.

Loggers form a tree by the dots in their names.  A message goes to the handlers of its logger
and of all above it; a handler formats it and writes it under its own lock.  One lock for the
whole package guards the tree.
"""

import sys
import threading
import traceback

from logging._records import (
    _STYLES,
    _check_level,
    _default_formatter,
    _lock,
    BASIC_FORMAT,
    CRITICAL,
    DEBUG,
    ERROR,
    FATAL,
    INFO,
    NOTSET,
    WARN,
    WARNING,
    Filter,
    Filterer,
    Formatter,
    LogRecord,
    PercentStyle,
    StrFormatStyle,
    StringTemplateStyle,
    addLevelName,
    getLevelName,
    getLevelNamesMapping,
)

raiseExceptions = True
_record_factory = LogRecord


def setLogRecordFactory(factory):
    """Have records made by something else."""
    global _record_factory
    _record_factory = factory


def getLogRecordFactory():
    """What makes records."""
    return _record_factory


def makeLogRecord(dict):
    """A record with the given attributes."""
    record = _record_factory(None, None, "", 0, "", (), None, None)
    record.__dict__.update(dict)
    return record


_all_handlers = []


class Handler(Filterer):
    """Brings records somewhere, one at a time."""

    def __init__(self, level=NOTSET):
        super().__init__()
        self.name = None
        self.level = _check_level(level)
        self.formatter = None
        self._closed = False
        with _lock:
            _all_handlers.append(self)
        self.createLock()

    def __repr__(self):
        return f"<{self.__class__.__name__} ({getLevelName(self.level)})>"

    def get_name(self):
        """The handler's name."""
        return self.name

    def set_name(self, name):
        """Give it a name."""
        with _lock:
            self.name = name

    def createLock(self):
        """Make the lock under which records are written."""
        self.lock = threading.RLock()
        # CPython notes here that the lock must be made anew after a fork.  Nothing forks here,
        # but the package's lock is taken all the same.
        with _lock:
            pass

    def acquire(self):
        """Take the lock."""
        if self.lock:
            self.lock.acquire()

    def release(self):
        """Give the lock back."""
        if self.lock:
            self.lock.release()

    def setLevel(self, level):
        """Pass over records below a level."""
        self.level = _check_level(level)

    def setFormatter(self, fmt):
        """Say how records become text."""
        self.formatter = fmt

    def format(self, record):
        """The text of a record."""
        return (self.formatter or _default_formatter).format(record)

    def handle(self, record):
        """Filter a record and write it under the lock."""
        result = self.filter(record)
        if isinstance(result, LogRecord):
            record = result
        if result:
            with self.lock:
                self.emit(record)
        return result

    def emit(self, record):
        """Write a record; for subclasses."""
        raise NotImplementedError("emit must be implemented by Handler subclasses")

    def flush(self):
        """Write out what is held back."""

    def close(self):
        """The handler is not used any more."""
        with _lock:
            self._closed = True
            if self in _all_handlers:
                _all_handlers.remove(self)

    def handleError(self, record):
        """An exception came up in `emit`: report it and go on."""
        if not raiseExceptions or not sys.stderr:
            return
        sys.stderr.write("--- Logging error ---\n")
        traceback.print_exception(sys.exception(), file=sys.stderr)
        sys.stderr.write("Call stack:\n")
        frame = _frame_outside()
        if frame is not None:
            traceback.print_stack(frame, file=sys.stderr)
        sys.stderr.write(f"Message: {record.msg!r}\nArguments: {record.args}\n")


class StreamHandler(Handler):
    """Writes to a stream: stderr if none is given."""

    terminator = "\n"

    def __init__(self, stream=None):
        super().__init__()
        self.stream = sys.stderr if stream is None else stream

    def __repr__(self):
        name = str(getattr(self.stream, "name", ""))
        return f"<{self.__class__.__name__} {name + ' ' if name else ''}({getLevelName(self.level)})>"

    def flush(self):
        with self.lock:
            if self.stream and hasattr(self.stream, "flush"):
                self.stream.flush()

    def emit(self, record):
        try:
            text = self.format(record)
            self.stream.write(text + self.terminator)
            self.flush()
        except RecursionError:
            raise
        except Exception:
            self.handleError(record)

    def setStream(self, stream):
        """Write to another stream from now on; returns the one before."""
        if stream is self.stream:
            return None
        before = self.stream
        with self.lock:
            self.flush()
            self.stream = stream
        return before


class NullHandler(Handler):
    """Does nothing, so that a library is silent unless its user wants to hear it."""

    def createLock(self):
        self.lock = None

    def handle(self, record):
        pass

    def emit(self, record):
        pass


class _StderrHandler(StreamHandler):
    """Writes to whatever sys.stderr is at the moment."""

    def __init__(self, level=NOTSET):
        Handler.__init__(self, level)

    @property
    def stream(self):
        return sys.stderr


# For messages of loggers that have no handler at all.
lastResort = _StderrHandler(WARNING)


def _frame_outside():
    """The innermost frame that is not in this module, or None if frames cannot be had."""
    if not hasattr(sys, "_getframe"):
        return None
    frame = sys._getframe(1)
    here = frame.f_code.co_filename
    while frame is not None and frame.f_code.co_filename == here:
        frame = frame.f_back
    return frame


class Logger(Filterer):
    """A source of messages."""

    def __init__(self, name, level=NOTSET):
        super().__init__()
        self.name = name
        self.level = _check_level(level)
        self.parent = None
        self.propagate = True
        self.handlers = []
        self.disabled = False
        self._cache = {}

    def __repr__(self):
        return f"<{self.__class__.__name__} {self.name} ({getLevelName(self.getEffectiveLevel())})>"

    def setLevel(self, level):
        """Pass over messages below a level; NOTSET: as the parent does."""
        self.level = _check_level(level)
        self.manager._clear_cache()

    def isEnabledFor(self, level):
        """Whether a message of a level would go anywhere."""
        if self.disabled:
            return False
        try:
            return self._cache[level]
        except KeyError:
            with _lock:
                enabled = self.manager.disable < level >= self.getEffectiveLevel()
                self._cache[level] = enabled
                return enabled

    def getEffectiveLevel(self):
        """The own level, or that of the nearest parent that has one."""
        logger = self
        while logger:
            if logger.level:
                return logger.level
            logger = logger.parent
        return NOTSET

    def debug(self, msg, *args, **kwargs):
        """Log for those who look for a fault."""
        if self.isEnabledFor(DEBUG):
            self._log(DEBUG, msg, args, **kwargs)

    def info(self, msg, *args, **kwargs):
        """Log that things go as they should."""
        if self.isEnabledFor(INFO):
            self._log(INFO, msg, args, **kwargs)

    def warning(self, msg, *args, **kwargs):
        """Log that something is odd."""
        if self.isEnabledFor(WARNING):
            self._log(WARNING, msg, args, **kwargs)

    def warn(self, msg, *args, **kwargs):
        """Old name of `warning`."""
        import warnings

        warnings.warn(
            "The 'warn' method is deprecated, use 'warning' instead", DeprecationWarning, 2
        )
        self.warning(msg, *args, **kwargs)

    def error(self, msg, *args, **kwargs):
        """Log that something failed."""
        if self.isEnabledFor(ERROR):
            self._log(ERROR, msg, args, **kwargs)

    def exception(self, msg, *args, exc_info=True, **kwargs):
        """`error` with the traceback of the exception being handled."""
        self.error(msg, *args, exc_info=exc_info, **kwargs)

    def critical(self, msg, *args, **kwargs):
        """Log that it cannot go on."""
        if self.isEnabledFor(CRITICAL):
            self._log(CRITICAL, msg, args, **kwargs)

    fatal = critical

    def log(self, level, msg, *args, **kwargs):
        """Log with any level."""
        if not isinstance(level, int):
            if raiseExceptions:
                raise TypeError("level must be an integer")
            return
        if self.isEnabledFor(level):
            self._log(level, msg, args, **kwargs)

    def _log(self, level, msg, args, exc_info=None, extra=None, stack_info=False, stacklevel=1):
        frame = _frame_outside()
        for _ in range(stacklevel - 1):
            frame = frame and frame.f_back or frame
        if frame is None:
            place = ("(unknown file)", 0, "(unknown function)")
        else:
            place = (frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name)
        stack = None
        if stack_info and frame is not None:
            stack = "Stack (most recent call last):\n" + "".join(traceback.format_stack(frame))
            stack = stack.removesuffix("\n")
        if isinstance(exc_info, BaseException):
            exc_info = (type(exc_info), exc_info, exc_info.__traceback__)
        elif exc_info and not isinstance(exc_info, tuple):
            exc_info = sys.exc_info()
        filename, lineno, function = place
        self.handle(
            self.makeRecord(
                self.name, level, filename, lineno, msg, args, exc_info, function, extra, stack
            )
        )

    def makeRecord(
        self, name, level, fn, lno, msg, args, exc_info, func=None, extra=None, sinfo=None
    ):
        """A record of a message of this logger."""
        record = _record_factory(name, level, fn, lno, msg, args, exc_info, func, sinfo)
        for key, value in (extra or {}).items():
            if key in ("message", "asctime") or key in record.__dict__:
                raise KeyError(f"Attempt to overwrite {key!r} in LogRecord")
            record.__dict__[key] = value
        return record

    def handle(self, record):
        """Filter a record and give it to the handlers."""
        if self.disabled:
            return
        result = self.filter(record)
        if result:
            self.callHandlers(result if isinstance(result, LogRecord) else record)

    def addHandler(self, hdlr):
        """Have a handler get this logger's messages."""
        with _lock:
            if hdlr not in self.handlers:
                self.handlers.append(hdlr)

    def removeHandler(self, hdlr):
        """Take a handler away."""
        with _lock:
            if hdlr in self.handlers:
                self.handlers.remove(hdlr)

    def _and_parents(self):
        """This logger and those above, as far as messages go up."""
        logger = self
        while logger:
            yield logger
            logger = logger.parent if logger.propagate else None

    def hasHandlers(self):
        """Whether anybody gets its messages."""
        return any(logger.handlers for logger in self._and_parents())

    def callHandlers(self, record):
        """Give a record to the handlers of this logger and of those above."""
        found = False
        for logger in self._and_parents():
            for handler in logger.handlers:
                found = True
                if record.levelno >= handler.level:
                    handler.handle(record)
        if not found and lastResort and record.levelno >= lastResort.level:
            lastResort.handle(record)

    def getChild(self, suffix):
        """The logger with this name below this one."""
        return self.manager.getLogger(suffix if self is root else f"{self.name}.{suffix}")

    def getChildren(self):
        """The loggers right below this one."""
        with _lock:
            return {other for other in self.manager.loggerDict.values() if other.parent is self}


class RootLogger(Logger):
    """The logger above all others."""

    def __init__(self, level):
        super().__init__("root", level)


class Manager:
    """All loggers by name."""

    def __init__(self, root):
        self.root = root
        self.disable = NOTSET
        self.loggerDict = {}

    def getLogger(self, name):
        """The logger of a name, made when first asked for."""
        if not isinstance(name, str):
            raise TypeError("A logger name must be a string")
        with _lock:
            logger = self.loggerDict.get(name)
            if logger is None:
                logger = self.loggerDict[name] = _logger_class(name)
                logger.manager = self
                logger.parent = self._nearest_above(name)
                # Those below it hung on a logger further up until now.
                for other in self.loggerDict.values():
                    if other.name.startswith(name + ".") and other.parent is logger.parent:
                        other.parent = logger
            return logger

    def _nearest_above(self, name):
        while "." in name:
            name = name.rpartition(".")[0]
            if name in self.loggerDict:
                return self.loggerDict[name]
        return self.root

    def _clear_cache(self):
        with _lock:
            for logger in self.loggerDict.values():
                logger._cache.clear()
            self.root._cache.clear()


_logger_class = Logger
root = RootLogger(WARNING)
Logger.root = root
Logger.manager = root.manager = Manager(root)


def setLoggerClass(klass):
    """Have loggers made of another class from now on."""
    global _logger_class
    if not issubclass(klass, Logger):
        raise TypeError("logger not derived from logging.Logger: " + klass.__name__)
    _logger_class = klass


def getLoggerClass():
    """The class of which loggers are made."""
    return _logger_class


class LoggerAdapter:
    """A logger that adds something of its own to each message."""

    def __init__(self, logger, extra=None):
        self.logger = logger
        self.extra = extra

    def process(self, msg, kwargs):
        """Change message and keyword arguments; for subclasses."""
        kwargs["extra"] = self.extra
        return msg, kwargs

    def log(self, level, msg, *args, **kwargs):
        """Log with any level."""
        if self.isEnabledFor(level):
            msg, kwargs = self.process(msg, kwargs)
            self.logger.log(level, msg, *args, **kwargs)

    def debug(self, msg, *args, **kwargs):
        """Log for those who look for a fault."""
        self.log(DEBUG, msg, *args, **kwargs)

    def info(self, msg, *args, **kwargs):
        """Log that things go as they should."""
        self.log(INFO, msg, *args, **kwargs)

    def warning(self, msg, *args, **kwargs):
        """Log that something is odd."""
        self.log(WARNING, msg, *args, **kwargs)

    def error(self, msg, *args, **kwargs):
        """Log that something failed."""
        self.log(ERROR, msg, *args, **kwargs)

    def exception(self, msg, *args, exc_info=True, **kwargs):
        """`error` with the traceback of the exception being handled."""
        self.log(ERROR, msg, *args, exc_info=exc_info, **kwargs)

    def critical(self, msg, *args, **kwargs):
        """Log that it cannot go on."""
        self.log(CRITICAL, msg, *args, **kwargs)

    def isEnabledFor(self, level):
        """Whether a message of a level would go anywhere."""
        return self.logger.isEnabledFor(level)

    def setLevel(self, level):
        """Set the logger's level."""
        self.logger.setLevel(level)

    @property
    def name(self):
        """The logger's name."""
        return self.logger.name


def basicConfig(**kwargs):
    """Give the root logger a handler, unless it has one; `force` removes those before."""
    with _lock:
        force = kwargs.pop("force", False)
        handlers = kwargs.pop("handlers", None)
        stream = kwargs.pop("stream", None)
        filename = kwargs.pop("filename", None)
        filemode = kwargs.pop("filemode", "a")
        encoding = kwargs.pop("encoding", None)
        if stream is not None and filename is not None:
            raise ValueError("'stream' and 'filename' should not be specified together")
        if handlers is not None and (stream is not None or filename is not None):
            raise ValueError(
                "'stream' or 'filename' should not be specified together with 'handlers'"
            )
        if force:
            for handler in root.handlers[:]:
                root.removeHandler(handler)
                handler.close()
        if root.handlers:
            return
        style = kwargs.pop("style", "%")
        if style not in _STYLES:
            raise ValueError(f"Style must be one of: {','.join(_STYLES)}")
        format = kwargs.pop("format", _STYLES[style].basic_format)
        formatter = Formatter(format, kwargs.pop("datefmt", None), style)
        level = kwargs.pop("level", None)
        if filename is not None:
            from logging._files import FileHandler

            handlers = [FileHandler(filename, filemode, encoding=encoding)]
        for handler in [StreamHandler(stream)] if handlers is None else handlers:
            if handler.formatter is None:
                handler.setFormatter(formatter)
            root.addHandler(handler)
        if level is not None:
            root.setLevel(level)
        if kwargs:
            raise ValueError(f"Unrecognised argument(s): {', '.join(kwargs)}")


def getLogger(name=None):
    """The logger of a name, or the root."""
    if not name or isinstance(name, str) and name == root.name:
        return root
    return Logger.manager.getLogger(name)


def log(level, msg, *args, **kwargs):
    """Log to the root with any level; like the functions below, configures it if need be."""
    if not root.handlers:
        basicConfig()
    root.log(level, msg, *args, **kwargs)


def debug(msg, *args, **kwargs):
    """Log to the root: for those who look for a fault."""
    if not root.handlers:
        basicConfig()
    root.debug(msg, *args, **kwargs)


def info(msg, *args, **kwargs):
    """Log to the root: things go as they should."""
    if not root.handlers:
        basicConfig()
    root.info(msg, *args, **kwargs)


def warning(msg, *args, **kwargs):
    """Log to the root: something is odd."""
    if not root.handlers:
        basicConfig()
    root.warning(msg, *args, **kwargs)


def error(msg, *args, **kwargs):
    """Log to the root: something failed."""
    if not root.handlers:
        basicConfig()
    root.error(msg, *args, **kwargs)


def exception(msg, *args, exc_info=True, **kwargs):
    """`error` with the traceback of the exception being handled."""
    error(msg, *args, exc_info=exc_info, **kwargs)


def critical(msg, *args, **kwargs):
    """Log to the root: it cannot go on."""
    if not root.handlers:
        basicConfig()
    root.critical(msg, *args, **kwargs)


fatal = critical


def disable(level=CRITICAL):
    """Pass over all messages of a level and below, everywhere."""
    root.manager.disable = _check_level(level)
    root.manager._clear_cache()


def getHandlerNames():
    """The names of all handlers that have one."""
    return frozenset([handler.name for handler in _all_handlers if handler.name])


def shutdown(handlerList=None):
    """Flush and close all handlers."""
    for handler in reversed(_all_handlers[:] if handlerList is None else handlerList):
        handler.acquire()
        try:
            handler.flush()
            handler.close()
        finally:
            handler.release()


def __getattr__(name):
    """Most programs log to no file."""
    if name == "FileHandler":
        from logging._files import FileHandler

        return FileHandler
    raise AttributeError(f"module 'logging' has no attribute {name!r}")
