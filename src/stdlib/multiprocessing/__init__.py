"""Processes with the interface of `threading`."""

import sys

from multiprocessing import context
from multiprocessing.context import (
    AuthenticationError, BufferTooShort, ProcessError, TimeoutError, _default_context,
)
from multiprocessing.process import active_children, current_process, parent_process

# The methods of the default context are functions here.
for _name in context._PUBLIC:
    globals()[_name] = getattr(_default_context, _name)

__all__ = [
    "AuthenticationError", "BufferTooShort", "ProcessError", "TimeoutError", "active_children",
    "current_process", "parent_process", *context._PUBLIC,
]

# Fresh processes have the program's module under this name as well.
if "__main__" in sys.modules:
    sys.modules["__mp_main__"] = sys.modules["__main__"]
