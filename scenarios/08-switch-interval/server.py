"""A server that waits a millisecond for each request, beside two threads that calculate.

    python3 server.py
    python3 server.py 0.0001     # with a switch interval of 0.1 ms
"""

import sys
import threading
import time


def calculate():
    n = 0
    while n < 800_000:
        n += 1


def serve():
    global answered
    while any(thread.is_alive() for thread in busy):
        time.sleep(0.001)  # a request arrives …
        answered += 1  # … and is answered


if len(sys.argv) > 1:
    sys.setswitchinterval(float(sys.argv[1]))
answered = 0
busy = [threading.Thread(target=calculate, name=f"cpu-{n}") for n in (1, 2)]
server = threading.Thread(target=serve, name="server")

start = time.perf_counter()
for thread in [*busy, server]:
    thread.start()
for thread in [*busy, server]:
    thread.join()
taken = time.perf_counter() - start
print(f"{answered / taken:.0f} requests per second; calculated for {taken * 1000:.0f} ms")
