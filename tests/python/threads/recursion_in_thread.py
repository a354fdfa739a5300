"""Endless recursion in a thread ends that thread only."""

import threading


def forever(n):
    return forever(n + 1)


t = threading.Thread(target=forever, args=(0,), name="deep")
t.start()
t.join()
print("main survives")
