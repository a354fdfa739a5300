"""Signals: only the program itself sends any.

A handler runs in the main thread: at once where the main thread raises the signal, else when it
next asks.
"""

import threading
import time
from enum import IntEnum

__all__ = ["SIGINT", "SIGTERM", "SIG_DFL", "SIG_IGN", "Signals", "alarm", "getsignal", "pause", "raise_signal", "signal", "strsignal"]


class Signals(IntEnum):
    SIGHUP = 1
    SIGINT = 2
    SIGQUIT = 3
    SIGILL = 4
    SIGTRAP = 5
    SIGABRT = 6
    SIGBUS = 7
    SIGFPE = 8
    SIGKILL = 9
    SIGUSR1 = 10
    SIGSEGV = 11
    SIGUSR2 = 12
    SIGPIPE = 13
    SIGALRM = 14
    SIGTERM = 15
    SIGCHLD = 17
    SIGCONT = 18
    SIGSTOP = 19
    SIGTSTP = 20


class Handlers(IntEnum):
    SIG_DFL = 0
    SIG_IGN = 1


globals().update(Signals.__members__)
globals().update(Handlers.__members__)
SIG_BLOCK, SIG_UNBLOCK, SIG_SETMASK = 0, 1, 2

_handlers = {}
_pending = []
_arrived = threading.Condition()
_alarm = None


def default_int_handler(signalnum, frame):
    raise KeyboardInterrupt


def signal(signalnum, handler):
    """Says what happens when a signal arrives; gives what was said before."""
    if threading.current_thread() is not threading.main_thread():
        raise ValueError("signal only works in main thread of the main interpreter")
    number = int(signalnum)
    if number in (9, 19):
        raise OSError(22, "Invalid argument")
    if not callable(handler) and handler not in (0, 1):
        raise TypeError(
            "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object"
        )
    before = getsignal(number)
    _handlers[number] = handler
    return before


def getsignal(signalnum):
    number = int(signalnum)
    return _handlers.get(number, default_int_handler if number == 2 else Handlers.SIG_DFL)


def raise_signal(signalnum):
    """Sends a signal to the program."""
    number = int(signalnum)
    if threading.current_thread() is threading.main_thread():
        _handle(number)
    else:
        with _arrived:
            _pending.append(number)
            _arrived.notify_all()


def _handle(number):
    import sys

    handler = getsignal(number)
    if callable(handler):
        handler(number, None)
    elif handler == 0 and number not in (17, 18):
        sys.stdout.flush()
        from posix import _exit

        _exit(128 + number)


def pause():
    """Waits for a signal."""
    with _arrived:
        while not _pending:
            _arrived.wait()
        number = _pending.pop(0)
    _handle(number)


def alarm(seconds):
    """Sends SIGALRM after so many seconds; gives what was left of the one before."""
    global _alarm
    left = 0
    if _alarm is not None:
        timer, end = _alarm
        timer.cancel()
        left = max(0, round(end - time.monotonic()))
        _alarm = None
    if seconds:
        timer = threading.Timer(seconds, raise_signal, (14,))
        timer.daemon = True
        timer.start()
        _alarm = (timer, time.monotonic() + seconds)
    return left


def strsignal(signalnum):
    return {1: "Hangup", 2: "Interrupt", 9: "Killed", 10: "User defined signal 1", 14: "Alarm clock", 15: "Terminated"}.get(int(signalnum))


def valid_signals():
    return set(Signals)


def siginterrupt(signalnum, flag):
    pass
