"""What starting a process costs: medians in microseconds, and a fresh interpreter's start.

    python3.13 bench/machine/fork.py [python ...]

`fork N` is the time for which `os.fork` keeps a parent that has N MB of objects, `child N` the time
until the child runs. `start` is the shortest time from `subprocess.run` of `python -c pass` to its
end, of each Python given.
"""

import os
import statistics
import subprocess
import sys
import time


def fork():
    reader, writer = os.pipe()
    start = time.perf_counter_ns()
    pid = os.fork()
    if pid == 0:
        os.write(writer, str(time.perf_counter_ns()).encode())
        os._exit(0)
    parent = time.perf_counter_ns()
    child = int(os.read(reader, 40))
    os.waitpid(pid, 0)
    os.close(reader)
    os.close(writer)
    return (parent - start) / 1000, (child - start) / 1000


heap = []
for megabytes in (0, 16, 64, 256):
    while len(heap) < megabytes:
        heap.append(bytes(1_000_000))
    times = [fork() for _ in range(40)]
    print(f"fork {megabytes} {statistics.median(t for t, _ in times):.0f}", end="  ")
    print(f"child {megabytes} {statistics.median(t for _, t in times):.0f}")

for python in sys.argv[1:] or [sys.executable]:
    for options in ([], ["-S"]):
        wall = []
        for _ in range(40):
            start = time.perf_counter_ns()
            subprocess.run([python, *options, "-c", "pass"], check=True)
            wall.append((time.perf_counter_ns() - start) / 1000)
        print(f"start {python} {' '.join(options)} {min(wall):.0f}")
