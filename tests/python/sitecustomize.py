"""Puts src/stdlib in place of CPython's own modules, for check_stdlib.py.

The interpreter imports this file before the program because its folder is on PYTHONPATH.
"""

import _thread
import linecache
import pathlib
import sys
import traceback as cpython_traceback
import types

STDLIB = pathlib.Path(__file__).resolve().parent.parent.parent / "src" / "stdlib"


def module_names():
    for path in sorted(STDLIB.rglob("*.py")):
        parts = path.relative_to(STDLIB).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def install_natives():
    """The primitives that gilsim has and CPython lacks, or keeps elsewhere."""
    _thread._set_thread_name = lambda ident, name: None
    module = types.ModuleType("_traceback")
    module.format_exception = lambda error: "".join(cpython_traceback.format_exception(error))
    module.format_exception_only = lambda error: "".join(
        cpython_traceback.format_exception_only(error)
    )
    module.source_line = linecache.getline
    sys.modules["_traceback"] = module
    simulated = types.ModuleType("_gilsim")
    simulated.SPIN = 1000
    for name in ("c_call", "io", "mark", "spin"):
        setattr(simulated, name, lambda *args, **kwargs: None)
    sys.modules["_gilsim"] = simulated


def print_uncaught(kind, error, trace):
    """CPython would ask sys.modules["traceback"] to print, which is ours now."""
    cpython_traceback.print_exception(kind, error, trace)


install_natives()
# The engine behind `re` is native in both, and not the same.
import re

# CPython lays out a traceback with these: it must have them on top of its own modules.
for name in ("ast", "tokenize"):
    __import__(name)
for name in module_names():
    if name != "re":
        sys.modules.pop(name, None)
sys.path.insert(0, str(STDLIB))
sys.excepthook = print_uncaught
import threading

assert threading.__file__ == str(STDLIB / "threading.py")
