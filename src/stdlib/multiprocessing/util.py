"""What has to be done at the end of a process, and in a child after a fork."""

import atexit
import itertools
import os
import sys
import threading

_finalizer_registry = {}
_finalizer_counter = itertools.count()
_afterfork_registry = []
_exiting = False


class Finalize:
    """Calls `callback` once: when called, or at the end of the process by falling priority."""

    def __init__(self, obj, callback, args=(), kwargs=None, exitpriority=None):
        self._callback = callback
        self._args = args
        self._kwargs = kwargs or {}
        self._key = (exitpriority, next(_finalizer_counter))
        self._pid = os.getpid()
        _finalizer_registry[self._key] = self

    def __call__(self):
        if _finalizer_registry.pop(self._key, None) is None or self._pid != os.getpid():
            return None
        return self._callback(*self._args, **self._kwargs)

    def cancel(self):
        _finalizer_registry.pop(self._key, None)

    def still_active(self):
        return self._key in _finalizer_registry


def _forget_finalizers():
    _finalizer_registry.clear()


def _run_finalizers(minpriority=None):
    def wanted(key):
        return key[0] is not None and (minpriority is None or key[0] >= minpriority)

    for key in sorted(filter(wanted, list(_finalizer_registry)), reverse=True):
        finalizer = _finalizer_registry.get(key)
        if finalizer is not None:
            try:
                finalizer()
            except Exception:
                import traceback

                traceback.print_exc()


def register_after_fork(obj, func):
    """Have func(obj) called in every child."""
    _afterfork_registry.append((obj, func))


def _run_after_forkers():
    for obj, func in list(_afterfork_registry):
        func(obj)


def _flush_std_streams():
    sys.stdout.flush()
    sys.stderr.flush()


def _exit_function():
    global _exiting
    from multiprocessing import process

    if _exiting:
        return
    _exiting = True
    _run_finalizers(0)
    for child in process.active_children():
        if child.daemon:
            child._popen.terminate()
    for child in process.active_children():
        child.join()
    _run_finalizers()


def _reset_after_fork(_):
    global _exiting
    _exiting = False


atexit.register(_exit_function)
register_after_fork(None, _reset_after_fork)


def log_to_stderr(level=None):
    import logging

    return logging.getLogger("multiprocessing")


get_logger = log_to_stderr


def sub_debug(*args):
    pass


debug = info = sub_debug
