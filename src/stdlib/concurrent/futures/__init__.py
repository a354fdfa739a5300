"""Run functions in a pool of threads and collect their results later."""

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
    "ThreadPoolExecutor",
]


class ProcessPoolExecutor:
    """A name for programs that import it; gilsim simulates no process pools."""

    def __init__(self, *args, **kwargs):
        raise NotImplementedError(
            f"gilsim does not simulate {type(self).__name__}; the nearest it has is ThreadPoolExecutor"
        )


class InterpreterPoolExecutor(ProcessPoolExecutor):
    """As for processes."""
