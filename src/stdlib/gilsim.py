"""Work of an exact length, for programs that show something.

`gilsim shim` writes a module of the same name for a real Python.
"""

from _gilsim import SPIN, c_call, io, mark, spin
from time import thread_time_ns as _worked

__all__ = ["busy", "crash", "c_call", "io", "mark"]


def busy(seconds):
    """Compute in Python for so long: holds the GIL, and lets it go when asked."""
    end = _worked() + int(seconds * 1_000_000_000)
    left = end - _worked()
    while left > 0:
        spin(left if left < SPIN else SPIN)
        left = end - _worked()


def crash():
    """Die as C code does that writes where it must not: the whole process, with all threads."""
    from posix import _crash

    _crash(11)
