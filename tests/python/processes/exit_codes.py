"""Exit codes: normal end, sys.exit, an exception, os._exit, signals."""

import multiprocessing
import os
import signal
import sys
import time


def status(n):
    sys.exit(n)


def hard():
    os._exit(9)


def long():
    time.sleep(30)


def ended(target, *args):
    process = multiprocessing.Process(target=target, args=args)
    process.start()
    process.join()
    return process.exitcode


if __name__ == "__main__":
    print(ended(print, "hello"))
    print(ended(status, 3), ended(status, None), ended(status, True))
    print(ended(hard), ended(os.abort))
    process = multiprocessing.Process(target=long)
    process.start()
    process.terminate()
    process.join()
    print(process.exitcode == -signal.SIGTERM, process.exitcode)
    process = multiprocessing.Process(target=long)
    process.start()
    process.kill()
    process.join()
    print(process.exitcode, process.is_alive())
