"""How the last line names the exception: module, no text, several arguments, odd str."""

import queue
import traceback


class Custom(Exception):
    pass


class Broken(Exception):
    def __str__(self):
        raise ValueError("no text for you")


class Outer:
    class Inner(Exception):
        pass


for error in (Custom(), Custom("text"), Custom(1, "two"), KeyError("k"), queue.Full(), Outer.Inner("nested"), StopIteration(), Custom("line one\nline two"), OSError(2, "No such file or directory", "data.txt"), Broken("x"), ValueError(""), ValueError(None)):
    try:
        raise error
    except Exception:
        print(traceback.format_exc().splitlines()[3:])
