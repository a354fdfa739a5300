"""__name__ and its relatives on modules, functions, classes and instances."""

import math
import threading


def function():
    def inner():
        pass
    return inner


class Outer:
    """Doc of Outer."""

    class Inner:
        def method(self):
            return __name__


print(__name__, math.__name__, threading.__name__)
print(function.__name__, function().__qualname__, function.__module__, function.__doc__)
print(Outer.__name__, Outer.Inner.__qualname__, Outer.__module__, Outer.__doc__, Outer.Inner.__doc__)
print(Outer.Inner().method(), Outer.Inner.method.__qualname__, threading.Thread.__module__, int.__module__, len.__module__)
print(type(Outer()).__name__, Outer().__class__.__qualname__, (lambda: 0).__name__)
print([f.__name__ for f in (print, len, max, str.join, [].append)])
if __name__ != "__main__":
    print("never")
function.__name__ = "renamed"
print(function.__name__, function.__qualname__, "function" in globals())
