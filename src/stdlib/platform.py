"""Names of the machine and of the interpreter."""

import sys as _sys


def python_version():
    """Like 3.13.0."""
    return ".".join(map(str, _sys.version_info[:3]))


def python_version_tuple():
    """The same in parts."""
    return tuple(map(str, _sys.version_info[:3]))


def python_implementation():
    """Which Python this is: what gilsim models."""
    return "CPython"


def system():
    """The operating system."""
    return "Linux"


def machine():
    """The processor's architecture."""
    return "x86_64"


def node():
    """The machine's name."""
    return "gilsim"


def release():
    """The operating system's version."""
    return "6.1.0"


def processor():
    """Not known."""
    return ""


def platform():
    """All of it in one line."""
    return f"{system()}-{release()}-{machine()}"
