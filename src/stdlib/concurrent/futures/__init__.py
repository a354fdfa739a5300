"""Run functions in a pool of threads and collect their results later."""

import sys

from concurrent.futures._base import (
    ALL_COMPLETED,
    FIRST_COMPLETED,
    FIRST_EXCEPTION,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    InvalidStateError,
    TimeoutError,
    as_completed,
    wait,
)
from concurrent.futures.thread import ThreadPoolExecutor

__all__ = [
    "FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED", "CancelledError", "TimeoutError",
    "BrokenExecutor", "InvalidStateError", "Future", "Executor", "wait", "as_completed",
    "ThreadPoolExecutor", "ProcessPoolExecutor",
] + ["InterpreterPoolExecutor"] * (sys.version_info >= (3, 14))


def __getattr__(name):
    """Processes and interpreters are imported when a program asks for them."""
    if name == "ProcessPoolExecutor":
        from concurrent.futures.process import ProcessPoolExecutor

        return ProcessPoolExecutor
    if name == "InterpreterPoolExecutor" and sys.version_info >= (3, 14):
        from concurrent.futures.interpreter import InterpreterPoolExecutor

        return InterpreterPoolExecutor
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
