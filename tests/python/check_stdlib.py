#!/usr/bin/env python3.13
"""Run the recorded programs on CPython 3.13 with src/stdlib in place of its own modules.

    python3.13 tests/python/check_stdlib.py [GROUP or PROGRAM ...]

The Python files under src/stdlib must behave like the modules of CPython whose names they
bear.  Here they run on the real interpreter, under the same programs and against the same
recordings as gilsim, so that a difference is the library's and not the interpreter's.
"""

import concurrent.futures
import difflib
import os
import subprocess
import sys

import record


def differences(program):
    """A unified diff of the recording and what our library makes of it; empty if equal."""
    expected = record.recorded(program)
    try:
        actual = record.run_once(program, PYTHONPATH=str(record.ROOT))
    except subprocess.TimeoutExpired:
        yield f"{program.stem} does not end\n"
        return
    for kind in record.KINDS:
        before, after = (
            side[kind].decode(errors="replace").splitlines(keepends=True)
            for side in (expected, actual)
        )
        names = (f"CPython/{program.stem}.{kind}", f"ours/{program.stem}.{kind}")
        yield from difflib.unified_diff(before, after, *names, n=1)


def main():
    programs = record.find_programs(sys.argv[1:])
    wrong = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for diff in pool.map(list, map(differences, programs)):
            wrong += bool(diff)
            sys.stdout.writelines(diff)
    print(f"{len(programs)} programs, {wrong} differ")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
