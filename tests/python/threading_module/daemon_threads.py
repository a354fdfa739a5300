"""The program ends without waiting for daemon threads."""

import threading
import time


def forever():
    while True:
        time.sleep(10)
        print("never printed")


def short():
    time.sleep(0.05)
    print("short thread done")


threading.Thread(target=forever, daemon=True).start()
t = threading.Thread(target=short)
t.start()
print("main done, short thread alive:", t.is_alive())
