"""sys.exit in a thread ends only that thread, silently."""

import sys
import threading


def worker():
    print("worker leaves")
    sys.exit(5)


t = threading.Thread(target=worker)
t.start()
t.join()
print("main goes on", t.is_alive())
