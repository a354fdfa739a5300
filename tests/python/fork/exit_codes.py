"""os.fork and os.waitpid: exit codes, signals, and whose variables change."""

import os
import signal

value = 1
pid = os.fork()
if pid == 0:
    value = 2
    os._exit(value + 5)
done, status = os.waitpid(pid, 0)
print(done == pid, os.waitstatus_to_exitcode(status), value)

pid = os.fork()
if pid == 0:
    while True:
        pass
os.kill(pid, signal.SIGKILL)
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))

pid = os.fork()
if pid == 0:
    os.abort()
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
try:
    os.waitpid(-1, 0)
except ChildProcessError as error:
    print(error)
