"""Text in memory.  A simulated program has no files."""

from _io import DEFAULT_BUFFER_SIZE, StringIO, TextIOWrapper

__all__ = ["DEFAULT_BUFFER_SIZE", "StringIO", "TextIOWrapper", "UnsupportedOperation"]

SEEK_SET = 0
SEEK_CUR = 1
SEEK_END = 2


class UnsupportedOperation(OSError, ValueError):
    """This kind of stream cannot do that."""
