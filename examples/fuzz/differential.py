"""Runs the programs that come in on standard input, each as if it were alone.

A program arrives as its length in bytes, a newline and its text; what it printed leaves as
status, length of standard output, length of standard error, a newline and the two texts.
"""

import faulthandler
import io
import linecache
import os
import resource
import signal
import sys
import traceback
import types
import warnings

SECONDS = 2
# An operation in C hears no alarm: after so long the whole process ends, and another one is started.
PATIENCE = 10
MAX_MEMORY = 4 << 30
# Statuses that no program has: out of time, not Python.
LATE, INVALID = 99, 98
NAME = "fuzz.py"


class Late(BaseException):
    pass


def late(*_):
    raise Late


def run(text, nowhere):
    out, err = io.StringIO(), io.StringIO()
    module = types.ModuleType("__main__")
    sys.modules["__main__"] = module
    linecache.cache[NAME] = (len(text), None, text.splitlines(keepends=True), NAME)
    try:
        code = compile(text, NAME, "exec")
    except SyntaxError as error:
        return INVALID, "", str(error)
    keep = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = out, err
    status = 0
    signal.alarm(SECONDS)
    faulthandler.dump_traceback_later(PATIENCE, exit=True, file=nowhere)
    try:
        exec(code, module.__dict__)
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except (Late, MemoryError):
        status = LATE
    except BaseException as error:
        status = 1
        # Without the frame of this function.
        traceback.print_exception(type(error), error, error.__traceback__.tb_next, file=err)
    finally:
        signal.alarm(0)
        faulthandler.cancel_dump_traceback_later()
        sys.stdout, sys.stderr = keep
    return status, out.getvalue(), err.getvalue()


def main():
    # Those at compile time name a place of ours.
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGALRM, late)
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    nowhere = open(os.devnull, "w")
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    # What a program leaves behind may print when it is collected.
    sys.stdout = io.StringIO()
    while line := source.readline():
        text = source.read(int(line)).decode()
        status, out, err = run(text, nowhere)
        out, err = (part.encode("utf-8", "backslashreplace") for part in (out, err))
        sink.write(b"%d %d %d\n" % (status, len(out), len(err)))
        sink.write(out + err)
        sink.flush()


main()
