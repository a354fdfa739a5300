#!/usr/bin/env python3.13
"""Record what CPython 3.13 prints for every program under tests/python.

    python3.13 tests/python/record.py              record all programs
    python3.13 tests/python/record.py classes/     record one group, or single files
    python3.13 tests/python/record.py --check      compare only; exit 1 on any difference

Beside `NAME.py` this keeps `NAME.out` (standard output), `NAME.err` (standard error, only
if there is any) and `NAME.status` (exit status, only if it is not 0).

Each program runs three times and is refused if two runs differ, so that nothing that
depends on chance, time or addresses can be recorded.  It runs in its own directory under
its bare file name, with `PYTHONHASHSEED=0` and an otherwise empty Python environment.
CPython makes the script's path absolute before it compiles it; the recording cuts that
directory off again, so that a traceback reads `File "NAME.py", line 3` in every checkout.
Frames of the standard library read `File "<stdlib>/threading.py", line N`: where its files
lie, and on which line of them a statement stands, is no business of a program's.
"""

import argparse
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent
RUNS = 3
TIMEOUT_SECONDS = 20
# A frame of the standard library, CPython's or ours.
LIBRARY_FRAME = re.compile(rb'File "[^"]*/(?:python3\.13|stdlib)/([^"]+)", line \d+')
KINDS = ("out", "err", "status")


def run_once(program, **extra_environment):
    """Run a program; its output with all that depends on this machine's folders cut out."""
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        **extra_environment,
    }
    # -s: no user site; -P: no script directory on sys.path; -B: no __pycache__.
    done = subprocess.run(
        [sys.executable, "-s", "-P", "-B", program.name],
        cwd=program.parent,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=TIMEOUT_SECONDS,
    )

    def cut(text):
        text = text.replace(os.fsencode(program.parent) + b"/", b"")
        return LIBRARY_FRAME.sub(rb'File "<stdlib>/\1", line N', text)

    # As a shell shows the end by a signal.
    status = done.returncode if done.returncode >= 0 else 128 - done.returncode
    status = b"%d\n" % status if status != 0 else b""
    return {
        "out": cut(done.stdout),
        "err": cut(done.stderr),
        "status": status,
    }


def observe(program):
    """What the program printed, or a message that says why it cannot be recorded."""
    try:
        runs = [run_once(program) for _ in range(RUNS)]
    except subprocess.TimeoutExpired:
        return None, f"still running after {TIMEOUT_SECONDS} s"
    for later in runs[1:]:
        for kind in KINDS:
            if later[kind] != runs[0][kind]:
                return None, f"two runs differ in .{kind}"
    if b" at 0x" in runs[0]["out"] + runs[0]["err"]:
        return None, "prints a memory address"
    return runs[0], None


def recorded(program):
    result = {}
    for kind in KINDS:
        path = program.with_suffix("." + kind)
        result[kind] = path.read_bytes() if path.exists() else b""
    if not program.with_suffix(".out").exists():
        return None
    return result


def write(program, result):
    for kind in KINDS:
        path = program.with_suffix("." + kind)
        if result[kind] or kind == "out":
            path.write_bytes(result[kind])
        else:
            path.unlink(missing_ok=True)


def find_programs(chosen):
    if not chosen:
        chosen = [ROOT]
    found = set()
    for path in map(pathlib.Path, chosen):
        path = path if path.exists() else ROOT / path
        found.update([path.resolve()] if path.is_file() else path.resolve().rglob("*.py"))
    return sorted(program for program in found if program.parent != ROOT)


def orphans():
    """Recordings whose program is gone."""
    for kind in KINDS:
        for path in sorted(ROOT.rglob("*." + kind)):
            if not path.with_suffix(".py").exists():
                yield path


def main():
    if sys.version_info[:2] != (3, 13) or sys.implementation.name != "cpython":
        sys.exit("record.py: the recordings are CPython 3.13's; run me with python3.13")
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, report differences")
    parser.add_argument("path", nargs="*", help="programs or groups (default: all)")
    options = parser.parse_args()

    programs = find_programs(options.path)
    problems = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for program, (result, refusal) in zip(programs, pool.map(observe, programs)):
            name = program.relative_to(ROOT)
            if refusal:
                problems += 1
                print(f"{name}: refused: {refusal}")
            elif result != (before := recorded(program)):
                if options.check:
                    problems += 1
                    print(f"{name}: {'not recorded' if before is None else 'recording is stale'}")
                else:
                    write(program, result)
                    print(f"{name}: recorded")
    for path in orphans():
        problems += 1
        print(f"{path.relative_to(ROOT)}: no such program")
    print(f"{len(programs)} programs, {problems} problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
