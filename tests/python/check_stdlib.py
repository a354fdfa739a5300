#!/usr/bin/env python3.13
"""Run the recorded programs on CPython 3.13 with src/stdlib in place of its own modules.

    python3.13 tests/python/check_stdlib.py [GROUP or PROGRAM ...]

The Python files under src/stdlib must behave like the modules of CPython whose names they
bear.  Here they run on the real interpreter, under the same programs and against the same
recordings as gilsim, so that a difference is the library's and not the interpreter's.
"""

import difflib
import os
import subprocess
import sys

import record

STDLIB = record.ROOT.parent.parent / "src" / "stdlib"


def module_names():
    for path in sorted(STDLIB.rglob("*.py")):
        parts = path.relative_to(STDLIB).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def run_with_our_stdlib(program):
    """Become the interpreter that a program sees: called in a process of its own."""
    import _thread
    import io
    import traceback as real_traceback
    import types

    real_threading = __import__("threading")
    assert real_threading.active_count() == 1
    # The primitives that gilsim has and CPython lacks, or keeps elsewhere.
    _thread._set_thread_name = lambda ident, name: None
    natives = types.ModuleType("_traceback")

    def format_exception(error, limit=None, chain=True):
        return "".join(real_traceback.format_exception(error, limit=limit, chain=chain))

    natives.format_exception = format_exception
    sys.modules["_traceback"] = natives

    for name in module_names():
        sys.modules.pop(name, None)
    sys.path.insert(0, str(STDLIB))
    import threading

    main = types.ModuleType("__main__")
    sys.modules["__main__"] = main
    with io.open_code(program) as file:
        source = file.read()

    def show(kind, error, trace):
        # The first frame is this function's.
        sys.stdout.flush()
        real_traceback.print_exception(kind, error, trace.tb_next)

    sys.excepthook = show
    sys.argv = [program]
    code = compile(source, os.path.abspath(program), "exec")
    exec(code, main.__dict__)


def main():
    if sys.argv[1:2] == ["--run"]:
        run_with_our_stdlib(sys.argv[2])
        return
    failures = 0
    programs = record.find_programs(sys.argv[1:])
    for program in programs:
        expected = record.recorded(program)
        command = [sys.executable, "-s", "-B", __file__, "--run", program.name]
        actual = record.run_once(program, command)
        for kind in record.KINDS:
            if actual[kind] != expected[kind]:
                failures += 1
                print(f"{program.relative_to(record.ROOT)}: .{kind} differs")
                lines = [
                    side[kind].decode(errors="replace").splitlines(keepends=True)
                    for side in (expected, actual)
                ]
                sys.stdout.writelines(difflib.unified_diff(*lines, "CPython's", "ours", n=1))
    print(f"{len(programs)} programs, {failures} differences")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
