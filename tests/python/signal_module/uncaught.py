"""Ctrl-C that nothing catches: a traceback, and the status of a program that the signal killed."""
import signal
import threading
import time


def work():
    with lock:
        try:
            time.sleep(5)
        finally:
            print("cleaned up")


lock = threading.Lock()
signal.signal(signal.SIGALRM, signal.default_int_handler)
signal.setitimer(signal.ITIMER_REAL, 0.05)
work()
