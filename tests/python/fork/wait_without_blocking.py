"""WNOHANG, and children that end in another order than they began."""

import os
import time

slow = os.fork()
if slow == 0:
    time.sleep(0.2)
    os._exit(1)
print(os.waitpid(slow, os.WNOHANG))
quick = os.fork()
if quick == 0:
    os._exit(2)
first, status = os.waitpid(-1, 0)
print(first == quick, os.waitstatus_to_exitcode(status))
second, status = os.waitpid(-1, 0)
print(second == slow, os.waitstatus_to_exitcode(status))
