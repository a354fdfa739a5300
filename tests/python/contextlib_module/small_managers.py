"""suppress, closing, nullcontext, redirect_stdout."""

import sys
from contextlib import closing, nullcontext, redirect_stdout, suppress


class Door:
    def close(self):
        print("door closed")


with closing(Door()) as door:
    print(type(door).__name__)
with suppress(ZeroDivisionError, KeyError):
    1 / 0
    print("never")
try:
    with suppress(KeyError):
        [][0]
except IndexError as error:
    print("not suppressed:", error)
with nullcontext("value") as v, nullcontext() as nothing:
    print(v, nothing)


class Buffer:
    def __init__(self):
        self.text = ""

    def write(self, text):
        self.text += text


buffer = Buffer()
with redirect_stdout(buffer):
    print("captured")
    print("too")
print(repr(buffer.text))


def use(lock=None):
    with lock or nullcontext():
        return "used"


print(use())
