"""What processes cost: two workers are sent some bytes, count, and send the bytes back.

    python3 price.py threads|fork|spawn COUNT MEGABYTES
    python3 price.py turns threads|fork             (one core: who takes turns, and how dear is one?)
"""

import multiprocessing
import os
import queue
import sys
import threading
import time

TURNS = 200


class Channel:
    """One end of a pipe between threads: nothing is copied, only passed on."""

    def __init__(self, incoming, outgoing):
        self.recv, self.send = incoming.get, outgoing.put


def channel():
    there, back = queue.Queue(), queue.Queue()
    return Channel(back, there), Channel(there, back)


def job(count, connection):
    data = connection.recv()
    n = 0
    while n < count:
        n += 1
    connection.send(data)


def take_turns(mine, yours):
    for _ in range(TURNS):
        os.read(mine, 1)
        os.write(yours, b"!")


def turns(start):
    (read_a, write_a), (read_b, write_b) = os.pipe(), os.pipe()
    other = start(target=take_turns, args=(read_a, write_b), name="other")
    other.start()
    begin = None
    for _ in range(TURNS):
        os.write(write_a, b"!")
        os.read(read_b, 1)
        begin = begin or time.perf_counter()  # The first turn waits for the other to start.
    print(f"{(time.perf_counter() - begin) / (2 * TURNS - 2) * 1e6:.1f} us per turn")
    other.join()


def main(how, count, megabytes):
    if how == "threads":
        start, pipe = threading.Thread, channel
    else:
        context = multiprocessing.get_context(how)
        start, pipe = context.Process, context.Pipe
    data = bytes(megabytes * 1_000_000)
    begin = time.perf_counter()
    ends = []
    for n in (1, 2):
        mine, yours = pipe()
        start(target=job, args=(count, yours), name=f"worker-{n}").start()
        ends.append(mine)
    for end in ends:
        end.send(data)
    for end in ends:
        end.recv()
    print(f"{(time.perf_counter() - begin) * 1000:.1f} ms")


if __name__ == "__main__":
    if sys.argv[1] == "turns":
        threads = sys.argv[2] == "threads"
        turns(threading.Thread if threads else multiprocessing.get_context("fork").Process)
    else:
        main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
