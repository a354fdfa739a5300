"""The calls that gilsim simulates, for real CPython: the same program runs on both.

In gilsim each of them takes exactly the time that it is asked to take. Here they take it on
the real machine, as nearly as plain Python can.
"""

import ctypes
import hashlib
import re
import time

__all__ = ["busy", "c_call", "io", "mark"]

# How long a request usually takes, in seconds, and how many bytes a second can do.
_LATENCY = {
    ...: "latencies",
}
_BYTES_PER_SECOND = {
    ...: "rates",
}

_BLOCK = b"x" * 65536


def io(device="disk", size=0):
    """Wait for a device, without the GIL."""
    delay = _LATENCY[device]
    rate = _BYTES_PER_SECOND.get(device)
    time.sleep(delay + (size / rate if rate else 0))


def c_call(seconds, releases_gil=True):
    """Work for so long in C, with the GIL given up (like hashlib) or kept (like a regex)."""
    if releases_gil:
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            hashlib.sha256(_BLOCK)
    else:
        _sleep_holding(seconds)


def busy(seconds):
    """Execute Python bytecode for so long."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        pass


def mark(text=""):
    """A note on gilsim's timeline. Real Python has no timeline."""


try:
    # A C function called through PyDLL keeps the GIL while it runs.
    _usleep = ctypes.PyDLL(None).usleep
    _usleep.argtypes = [ctypes.c_uint]

    def _sleep_holding(seconds):
        _usleep(int(seconds * 1e6))

except (AttributeError, OSError, TypeError):
    # Matching this takes C a long time, and it does not let go of the GIL meanwhile.
    def _sleep_holding(seconds):
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            re.match("(a|a)*b", "a" * 14)
