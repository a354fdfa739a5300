"""try/except around imports, and star imports."""

try:
    import numpy_that_is_not_there as np
except ImportError:
    np = None
try:
    from json_but_faster import loads
except ModuleNotFoundError as error:
    print("fallback:", error.name)

    def loads(text):
        return text.split(",")

print(np, loads("a,b"))
from math import *
from queue import *

print(floor(2.9), round(pi, 2), sqrt(16.0), Queue.__name__, Empty.__name__, "threading" in globals())


def needs(module_names):
    missing = []
    for name in module_names:
        try:
            __import__(name)
        except ImportError:
            missing.append(name)
    return missing


print(needs(["sys", "no_such_thing", "time", "another_one"]))
