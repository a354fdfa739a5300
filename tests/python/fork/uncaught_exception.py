"""An uncaught exception ends the child with status 1, and its parent goes on."""

import os
import sys

sys.stdout.flush()
pid = os.fork()
if pid == 0:
    raise ValueError("in the child")
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
