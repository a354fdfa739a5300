"""Asynchronous programs on an event loop, in virtual time.

The loop sleeps where CPython's waits in `epoll`: it releases the GIL until a timer is due or
another thread wakes it.
"""

import sys as _sys

from .exceptions import *
from .exceptions import TimeoutError
from .futures import *
from .events import *
from .base_events import *
from .locks import *
from .queues import *
from .tasks import *
from .taskgroups import *
from .timeouts import *
from .runners import *
from .threads import *
from .protocols import *
from .streams import *
from .subprocess import create_subprocess_exec, create_subprocess_shell
from .coroutines import iscoroutine, iscoroutinefunction

platform = _sys.platform
