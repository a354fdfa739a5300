"""What gives the GIL up? A second thread wants a turn all the time: does it get one meanwhile?

    python3 release.py 1000    # a switch interval of 1 s: nobody is asked to let go
    python3 release.py 5       # the usual 5 ms
"""

import hashlib
import io
import os
import random
import sys
import threading
import time
import zlib

DATA = b"x" * 16_000_000
NOISE = random.Random(1).randbytes(400_000)
NUMBERS = list(range(150_000))


def python_loop():
    end = time.perf_counter() + 0.02
    while time.perf_counter() < end:
        pass


def list_count():
    NUMBERS.count(-1)


def print_to_buffer():
    buffer = io.StringIO()
    for n in range(1_500):
        print(n, file=buffer)


def lock_that_is_free():
    lock = threading.Lock()
    for _ in range(10_000):
        lock.acquire()
        lock.release()


def hash_of_little():
    for _ in range(1_500):
        hashlib.sha256(b"little").digest()


def sleep():
    time.sleep(0.005)


def lock_that_is_taken():
    lock = threading.Lock()
    lock.acquire()
    threading.Timer(0.005, lock.release).start()
    lock.acquire()


def read_from_pipe():
    reader, writer = os.pipe()
    threading.Timer(0.005, os.write, (writer, b"x")).start()
    os.read(reader, 1)
    os.close(reader)
    os.close(writer)


def hash_of_much():
    hashlib.sha256(DATA).digest()


def compress():
    zlib.compress(NOISE)


KINDS = [
    ("loop in Python", python_loop),
    ("list.count", list_count),
    ("print to a buffer", print_to_buffer),
    ("lock that is free", lock_that_is_free),
    ("hash of 6 bytes", hash_of_little),
    ("sleep", sleep),
    ("lock that is taken", lock_that_is_taken),
    ("read from a pipe", read_from_pipe),
    ("hash of 16 MB", hash_of_much),
    ("compress 400 kB", compress),
]


def want_turns():
    global turns
    while not done:
        time.sleep(0.0001)
        turns += 1


sys.setswitchinterval(float(sys.argv[1]) / 1000 if len(sys.argv) > 1 else 1.0)
turns = 0
done = False
other = threading.Thread(target=want_turns, name="other")
other.start()
for name, work in KINDS:
    time.sleep(0.002)
    before = turns
    work()
    released = turns > before
    print(f"{name:<20} {'released' if released else 'kept'}")
done = True
other.join()
