"""A Timer's function fails after the main thread has gone on."""

import threading


def ring(bell):
    raise RuntimeError(f"{bell} is broken")


timer = threading.Timer(0.05, ring, args=("bell",))
timer.start()
print("timer started")
timer.join()
print("timer joined")
