"""The table of descriptors: what the small numbers of `os` stand for.

Whatever is entered has `descriptor_read(n)`, `descriptor_write(data)` and `close()`.
"""

_open = {}


def enter(thing):
    """The lowest number that is free, as the kernel gives it."""
    number = 3
    while number in _open:
        number += 1
    _open[number] = thing
    return number


def find(number):
    if number not in _open:
        raise OSError(9, "Bad file descriptor")
    return _open[number]


def replace(number, thing):
    _open[number] = thing


def forget(number):
    _open.pop(number, None)
