"""Signals: what the program does when one arrives, and sending them.

A handler runs in the main thread, at a check point or in a wait that the signal has interrupted.
"""

import _signal
from enum import IntEnum

__all__ = [
    "Handlers", "ITIMER_REAL", "ITIMER_PROF", "ITIMER_VIRTUAL", "ItimerError", "Sigmasks", "Signals",
    "alarm", "default_int_handler", "getitimer", "getsignal", "pause", "pthread_kill",
    "raise_signal", "setitimer", "siginterrupt", "signal", "strsignal", "valid_signals",
]


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
    SIGSTKFLT = 16
    SIGCHLD = 17
    SIGCONT = 18
    SIGSTOP = 19
    SIGTSTP = 20
    SIGTTIN = 21
    SIGTTOU = 22
    SIGURG = 23
    SIGXCPU = 24
    SIGXFSZ = 25
    SIGVTALRM = 26
    SIGPROF = 27
    SIGWINCH = 28
    SIGIO = 29
    SIGPWR = 30
    SIGSYS = 31
    SIGRTMIN = 34
    SIGRTMAX = 64


class Handlers(IntEnum):
    SIG_DFL = 0
    SIG_IGN = 1


class Sigmasks(IntEnum):
    SIG_BLOCK = 0
    SIG_UNBLOCK = 1
    SIG_SETMASK = 2


for _names in (Signals, Handlers, Sigmasks):
    globals().update(_names.__members__)
    __all__ += _names.__members__
SIGCLD, SIGPOLL, NSIG = SIGCHLD, SIGIO, 65
ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF = 0, 1, 2
ItimerError = OSError

default_int_handler = _signal.default_int_handler
pause = _signal.pause
raise_signal = _signal.raise_signal


def _to_enum(number, handler):
    if handler is None:
        return default_int_handler if number == SIGINT else SIG_DFL
    return Handlers(handler) if handler in (0, 1) else handler


def _name(signalnum):
    try:
        return Signals(signalnum)
    except ValueError:
        return signalnum


def signal(signalnum, handler):
    """Say what happens when a signal arrives; gives what was said before."""
    if isinstance(handler, Handlers):
        handler = int(handler)
    return _to_enum(signalnum, _signal.signal(signalnum, handler))


def getsignal(signalnum):
    """What happens when this signal arrives."""
    return _to_enum(signalnum, _signal.getsignal(signalnum))


def setitimer(which, seconds, interval=0.0):
    """Send SIGALRM after so many seconds, then again and again; gives what was left before."""
    if which != ITIMER_REAL:
        raise NotImplementedError("gilsim has no timers of processor time: use ITIMER_REAL")
    return _signal.setitimer(seconds, interval)


def getitimer(which):
    """(seconds until the next SIGALRM, seconds between them)"""
    return _signal.getitimer() if which == ITIMER_REAL else (0.0, 0.0)


def alarm(seconds):
    """Send SIGALRM after so many seconds; gives what was left of the one before."""
    left, _ = _signal.setitimer(int(seconds), 0)
    # Never 0 while there is one.
    return int(left + 0.5) or int(left > 0)


def pthread_kill(thread_id, signalnum):
    """Send a signal to a thread: to the program, as every handler runs in the main thread."""
    raise_signal(signalnum)


_DESCRIPTIONS = {
    1: "Hangup", 2: "Interrupt", 3: "Quit", 4: "Illegal instruction", 5: "Trace/breakpoint trap",
    6: "Aborted", 7: "Bus error", 8: "Floating point exception", 9: "Killed",
    10: "User defined signal 1", 11: "Segmentation fault", 12: "User defined signal 2",
    13: "Broken pipe", 14: "Alarm clock", 15: "Terminated", 17: "Child exited", 18: "Continued",
    19: "Stopped (signal)", 20: "Stopped",
}


def strsignal(signalnum):
    """What a signal is called in words."""
    return _DESCRIPTIONS.get(int(signalnum))


def valid_signals():
    """The signals that there are."""
    return {_name(number) for number in range(1, NSIG) if number not in (32, 33)}


def siginterrupt(signalnum, flag):
    """Nothing: an interrupted wait goes on after the handler either way."""
