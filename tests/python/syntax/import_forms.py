"""Every form of the import statement over the standard modules."""

import math
import time as clock
from math import sqrt, floor as down
from collections import (
    deque,
    Counter,
)
import os.path
import os, sys

print(math.pi == __import__("math").pi, sqrt(16), down(2.7))
print(clock is __import__("time"), deque([1, 2]), Counter("aab"))
print(os.path.join("a", "b"), sys.modules["math"] is math)
print(math.__name__, os.path.basename("/x/y.txt"))


def local_import():
    import string
    from random import Random
    return string.digits, Random.__name__


print(local_import())
print("string" in globals())

try:
    import no_such_module
except ImportError as error:
    print(type(error).__name__, error, error.name)
try:
    from math import no_such_function
except ImportError as error:
    print(type(error).__name__, str(error).split(" (")[0])
try:
    math.nothing
except AttributeError as error:
    print(error)
