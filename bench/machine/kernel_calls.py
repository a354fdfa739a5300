"""What CPython's calls to the kernel cost that `src/kernel/call.rs` prices: medians in nanoseconds.

    python3.13 bench/machine/kernel_calls.py

A pipe that has room is written to and read from by one process, which never waits: call and bytes
alone. The other rows are `os.poll`, a `SemLock`, and `multiprocessing.Value` without its
lock; the last two by the pair, beyond the call of a method.
"""

import multiprocessing
import os
import select
import statistics
import time

ROUNDS = 3000


def median(work, *args, before=None):
    times = []
    for _ in range(ROUNDS):
        if before is not None:
            before()
        start = time.perf_counter_ns()
        work(*args)
        times.append(time.perf_counter_ns() - start)
    return statistics.median(times)


nothing = median(lambda: None)
reader, writer = os.pipe()


def report(name, time):
    print(f"{name} {time - nothing:.0f}")


for size in (1, 1000, 16_000, 60_000):
    data = b"x" * size
    report(f"write {size}", median(os.write, writer, data, before=lambda: os.read(reader, 65536) if select.select([reader], [], [], 0)[0] else None))
    os.read(reader, 65536)
    report(f"read {size}", median(os.read, reader, size, before=lambda: os.write(writer, data)))

poll = select.poll()
poll.register(reader, select.POLLIN)
os.write(writer, b"x")
report("poll", median(poll.poll, 0))
report("dup", median(lambda: os.close(os.dup(reader))) / 2 + nothing / 2)
report("getppid", median(os.getppid))

lock = multiprocessing.get_context("fork").Semaphore(1)
value = multiprocessing.Value("i", 0, lock=False)


def pairs(first, second):
    """A pair of calls, many times in a loop, which is subtracted."""
    many = range(100_000)
    start = time.perf_counter_ns()
    for _ in many:
        first()
        second()
    middle = time.perf_counter_ns()
    for _ in many:
        nothing_built_in()
        nothing_built_in()
    end = time.perf_counter_ns()
    return (2 * middle - start - end) / len(many)


# As cheap as a method in C can be.
nothing_built_in = [].__len__
print(f"sem_wait and sem_post {statistics.median(pairs(lock.acquire, lock.release) for _ in range(9)):.0f}")
getter = type(value).value.__get__
print(f"two loads {statistics.median(pairs(lambda: getter(value), lambda: getter(value)) - pairs(lambda: 1, lambda: 1) for _ in range(9)):.0f}")
shared = multiprocessing.RawArray("b", 1_000_000)
view = memoryview(shared).cast("B")
report("load 1000000 bytes", median(lambda: bytes(view)))
