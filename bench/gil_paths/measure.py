#!/usr/bin/env python3
"""Measure the paths that the simulated race for the GIL is made of (src/sched/spec.rs).

usage: measure.py PYTHON        a dynamically linked CPython 3.8 or later, on a quiet machine

Runs three busy-or-sleeping threads under log_calls.c and prints, for every forced switch, the
5th, 25th, 50th, 75th and 95th percentile in microseconds of

    request      a timed-out wait has returned -> the thread waits again
                 (`request` and `wait_again` together)
    notice       the same moment -> the holder wants the GIL's mutex
    mutex        the holder wants the mutex -> it has it
    signal       the holder signals, while the mutex is held
    switch       the signal -> the next thread is back from its wait
    steals       how often the thread that had just asked took the signal although another slept

One log line costs its thread about 0.1 microseconds: take one off for each line in between.
"""
import os
import subprocess
import sys
import tempfile

PROGRAM = """
import threading, time
stop = False
def spin():
    n = 0
    while not stop:
        n += 1
workers = [threading.Thread(target=spin) for _ in range(2)]
for worker in workers: worker.start()
time.sleep(0.05)
for _ in range(300): time.sleep(0.001)
stop = True
for worker in workers: worker.join()
"""


def percentiles(values):
    values = sorted(values)
    picked = [values[int(len(values) * share)] for share in (0.05, 0.25, 0.5, 0.75, 0.95)]
    return "%5d  " % len(values) + "  ".join("%7.2f" % value for value in picked)


def record(python):
    here = os.path.dirname(os.path.abspath(__file__))
    with tempfile.TemporaryDirectory() as folder:
        library, log = os.path.join(folder, "log_calls.so"), os.path.join(folder, "log")
        source = os.path.join(here, "log_calls.c")
        subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-o", library, source, "-ldl", "-lpthread"], check=True)
        environment = dict(os.environ, LD_PRELOAD=library, GIL_PATHS_LOG=log)
        subprocess.run([python, "-c", PROGRAM], check=True, env=environment)
        with open(log) as lines:
            rows = [line.split() for line in lines]
    return [(int(at) / 1000, thread, address, call) for at, thread, _, address, call in rows]


def first(rows, matches):
    return next((row for row in rows if matches(row)), None)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    rows = record(sys.argv[1])
    waits = [address for _, _, address, call in rows if call == "timedwait"]
    gil = max(set(waits), key=waits.count)
    found = {name: [] for name in ("request", "notice", "mutex", "signal", "switch")}
    waiting, steals, races = {}, 0, 0
    for index, (at, asker, address, call) in enumerate(rows):
        if address == gil:
            if call == "timedwait":
                waiting[asker] = at
            elif call in ("woken", "timed-out"):
                waiting.pop(asker, None)
        if call != "timed-out" or address != gil:
            continue
        after = [row for row in rows[index + 1:index + 80] if row[0] - at < 150]
        again = first(after, lambda row: row[1:] == (asker, gil, "timedwait"))
        wants = first(after, lambda row: row[1] != asker and row[3] == "lock")
        if not again or not wants:
            continue
        holder = wants[1]
        has = first(after, lambda row: row[1] == holder and row[3] == "locked")
        signal = first(after, lambda row: row[1:] == (holder, gil, "signal"))
        signalled = first(after, lambda row: row[1:] == (holder, gil, "signalled"))
        woken = first(after, lambda row: row[2:] == (gil, "woken"))
        if not has or not signal or not signalled or not woken:
            continue
        found["request"].append(again[0] - at)
        found["notice"].append(wants[0] - at)
        found["mutex"].append(has[0] - wants[0])
        found["signal"].append(signalled[0] - signal[0])
        found["switch"].append(woken[0] - signal[0])
        if any(other not in (asker, holder) for other in waiting):
            races += 1
            steals += woken[1] == asker
    print("path       count       5 %     25 %     50 %     75 %     95 %")
    for name, values in found.items():
        print("%-9s" % name, percentiles(values) if values else "none seen")
    print("steals    %d of %d" % (steals, races))


if __name__ == "__main__":
    main()
