"""A view as a context manager, and views that outlive others."""

data = bytearray(8)
with memoryview(data) as view:
    view[:3] = b"abc"
    inner = view[2:5]
    print(bytes(view), inner.tolist())
try:
    view[0]
except ValueError as error:
    print(error)
try:
    with view:
        print("never")
except ValueError as error:
    print(error)
inner[0] = 90
print(data, inner.tobytes())
inner.release()


def fill(target, value):
    for at in range(len(target)):
        target[at] = value + at


with memoryview(data) as whole, whole[4:] as half, half.cast("H") as words:
    fill(half, 10)
    words[1] = 513
    print(words.tolist(), whole.tolist())
print(data.hex())
match memoryview(b"ab"):
    case [a, b]:
        print("sequence", a, b)
from collections.abc import Sequence
print(isinstance(view, Sequence), repr(view).startswith("<released memory at 0x"), repr(memoryview(b"")).startswith("<memory at 0x"))


class Frame:
    """An object with a buffer of its own."""

    def __init__(self, size):
        self.memory = bytearray(size)

    def __buffer__(self, flags):
        return memoryview(self.memory)


frame = Frame(4)
shown = memoryview(frame)
shown[1:3] = b"hi"
print(frame.memory, bytes(frame), shown == frame.memory, bytearray(frame))
