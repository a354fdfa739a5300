"""More handlers: files that are changed in time, and queues between threads."""

import os
import queue
import threading

import logging
from logging import FileHandler, Handler

__all__ = ["BufferingHandler", "MemoryHandler", "QueueHandler", "QueueListener", "RotatingFileHandler", "TimedRotatingFileHandler"]


class RotatingFileHandler(FileHandler):
    """Begins a new file when the old one is full."""

    def __init__(self, filename, mode="a", maxBytes=0, backupCount=0, encoding=None, delay=False, errors=None):
        super().__init__(filename, mode, encoding, delay)
        self.maxBytes = maxBytes
        self.backupCount = backupCount

    def shouldRollover(self, record):
        if self.maxBytes <= 0:
            return False
        if self.stream is None:
            self.stream = self._open()
        text = self.format(record) + self.terminator
        return self.stream.tell() + len(text) >= self.maxBytes

    def doRollover(self):
        if self.stream is not None:
            self.stream.close()
            self.stream = None
        for number in range(self.backupCount - 1, 0, -1):
            source = f"{self.baseFilename}.{number}"
            if os.path.exists(source):
                os.replace(source, f"{self.baseFilename}.{number + 1}")
        if self.backupCount > 0 and os.path.exists(self.baseFilename):
            os.replace(self.baseFilename, f"{self.baseFilename}.1")
        self.mode = "w"
        self.stream = self._open()

    def emit(self, record):
        if self.shouldRollover(record):
            self.doRollover()
        super().emit(record)


class TimedRotatingFileHandler(FileHandler):
    """A plain file: no simulated run takes long enough for a second one."""

    def __init__(self, filename, when="h", interval=1, backupCount=0, encoding=None, delay=False, **options):
        super().__init__(filename, "a", encoding, delay)


class QueueHandler(Handler):
    """Puts records into a queue, for a listener in another thread."""

    def __init__(self, queue):
        super().__init__()
        self.queue = queue
        self.listener = None

    def prepare(self, record):
        record.message = record.msg = self.format(record)
        record.args = record.exc_info = record.exc_text = None
        return record

    def enqueue(self, record):
        self.queue.put_nowait(record)

    def emit(self, record):
        try:
            self.enqueue(self.prepare(record))
        except Exception:
            self.handleError(record)


class QueueListener:
    """A thread that brings the records of a queue to handlers."""

    _sentinel = None

    def __init__(self, queue, *handlers, respect_handler_level=False):
        self.queue = queue
        self.handlers = handlers
        self.respect_handler_level = respect_handler_level
        self._thread = None

    def start(self):
        self._thread = threading.Thread(target=self._monitor)
        self._thread.daemon = True
        self._thread.start()

    def handle(self, record):
        for handler in self.handlers:
            if not self.respect_handler_level or record.levelno >= handler.level:
                handler.handle(record)

    def _monitor(self):
        while True:
            record = self.queue.get()
            if record is self._sentinel:
                return
            self.handle(record)

    def stop(self):
        self.queue.put_nowait(self._sentinel)
        self._thread.join()
        self._thread = None


class BufferingHandler(Handler):
    """Keeps records until there are so many."""

    def __init__(self, capacity):
        super().__init__()
        self.capacity = capacity
        self.buffer = []

    def shouldFlush(self, record):
        return len(self.buffer) >= self.capacity

    def emit(self, record):
        self.buffer.append(record)
        if self.shouldFlush(record):
            self.flush()

    def flush(self):
        self.buffer.clear()


class MemoryHandler(BufferingHandler):
    """Keeps records until one is serious, then gives all of them to a target."""

    def __init__(self, capacity, flushLevel=logging.ERROR, target=None, flushOnClose=True):
        super().__init__(capacity)
        self.flushLevel = flushLevel
        self.target = target

    def shouldFlush(self, record):
        return len(self.buffer) >= self.capacity or record.levelno >= self.flushLevel

    def flush(self):
        if self.target is not None:
            for record in self.buffer:
                self.target.handle(record)
            self.buffer.clear()
