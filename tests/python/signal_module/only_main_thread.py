"""A signal raised in another thread is handled in the main one."""
import signal
import threading
import time


def handler(signum, frame):
    print("handled in", threading.current_thread().name)


def other():
    signal.raise_signal(signal.SIGUSR1)
    time.sleep(0.05)
    signal.raise_signal(signal.SIGINT)


signal.signal(signal.SIGUSR1, handler)
thread = threading.Thread(target=other, name="other")
thread.start()
count = 0
try:
    while True:
        count += 1
except KeyboardInterrupt:
    print("interrupted", count > 0)
thread.join()
try:
    try:
        signal.raise_signal(signal.SIGINT)
    finally:
        print("finally")
except BaseException as error:
    print(type(error).__mro__)
