"""A server that answers a request after every millisecond, beside a thread that calculates.

    python3 server.py
    python3 server.py 0.0001     # with a switch interval of 0.1 ms
"""

import sys
import threading
import time


def calculate():
    n = 0
    while n < 3_000_000:
        n += 1


def serve():
    global answered
    while busy.is_alive():
        time.sleep(0.001)  # a request arrives …
        answered += 1  # … and is answered


if len(sys.argv) > 1:
    sys.setswitchinterval(float(sys.argv[1]))
answered = 0
busy = threading.Thread(target=calculate, name="cpu")
server = threading.Thread(target=serve, name="server")

start = time.perf_counter()
for thread in (busy, server):
    thread.start()
for thread in (busy, server):
    thread.join()
taken = time.perf_counter() - start
print(f"{answered / taken:.0f} requests per second; calculated for {taken * 1000:.0f} ms")
