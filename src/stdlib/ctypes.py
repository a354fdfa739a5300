"""The best known way to crash: reading what no pointer points to.

There is no C beside a simulated program, hence nothing else of `ctypes`.
"""

from posix import _crash


def _read(address, what):
    if address is not None and not isinstance(address, int):
        raise TypeError(f"gilsim's ctypes.{what}() takes an address, not {type(address).__name__!r}")
    if not address:
        _crash(11)
    raise NotImplementedError(
        f"gilsim simulates no memory to look at: ctypes.{what}(0) crashes, and nothing else is there"
    )


def string_at(ptr, size=-1):
    """The bytes at an address.  At 0 there are none: SIGSEGV."""
    _read(ptr, "string_at")


def wstring_at(ptr, size=-1):
    """As `string_at`."""
    _read(ptr, "wstring_at")


def memset(dst, c, count):
    """Fill memory.  At 0 there is none: SIGSEGV."""
    _read(dst, "memset")


def __getattr__(name):
    raise AttributeError(
        f"module 'ctypes' has no attribute {name!r} (gilsim has of it what crashes: string_at(0); the nearest to a C call is 'gilsim.c_call')"
    )
