# What an exception in another interpreter tells, and what cannot be done with an interpreter.
# CPython 3.13's `_interpreters`, under the same module, gives these texts.
from concurrent import interpreters
import time

interp = interpreters.create()
try:
    interp.exec("1/0")
except interpreters.ExecutionFailed as error:
    info = error.excinfo
    print(info.type.__name__, info.type.__qualname__, info.type.__module__)
    print(info.msg)
    print(info.formatted)
    print(error)
try:
    interp.exec("def f():\n    raise KeyError('deep')\nf()")
except interpreters.ExecutionFailed as error:
    print(error.excinfo.errdisplay)
try:
    interp.exec("x = (")
except interpreters.ExecutionFailed as error:
    print(error.excinfo.formatted)
try:
    interp.exec("import sys; sys.exit(3)")
except interpreters.ExecutionFailed as error:
    print(error.excinfo.formatted)


def refused(what, *args):
    try:
        what(*args)
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


thread = interp.call_in_thread(time.sleep, 0.05)
time.sleep(0.01)
print(interp.is_running(), interpreters.get_main().is_running())
refused(interp.exec, "pass")
refused(interp.close)
thread.join()
print(interp.is_running())
refused(interpreters.get_main().exec, "pass")
refused(interpreters.get_main().close)
refused(interp.call, 42)
interp.exec("from concurrent import interpreters")
try:
    interp.exec("interpreters.get_current().close()")
except interpreters.ExecutionFailed as error:
    print(error.excinfo.formatted)
for forbidden in "import os; os.fork()", "import threading; threading.Thread(daemon=True)":
    try:
        interp.exec(forbidden)
    except interpreters.ExecutionFailed as error:
        print(error.excinfo.formatted)
interp.close()
refused(interp.exec, "pass")
refused(interp.close)
refused(interpreters.Interpreter, 99)
