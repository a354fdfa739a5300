"""The program waits for non-daemon threads before it ends, even after sys.exit."""

import sys
import threading
import time


def slow():
    time.sleep(0.1)
    print("slow thread finished")


def daemon():
    time.sleep(5)
    print("never printed")


threading.Thread(target=slow).start()
threading.Thread(target=daemon, daemon=True).start()
print("main is done")
sys.exit(4)
