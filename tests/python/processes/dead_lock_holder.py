"""A lock whose holder has died stays held."""

import multiprocessing
import os


def take_and_die(lock):
    lock.acquire()
    os._exit(1)


if __name__ == "__main__":
    lock = multiprocessing.Lock()
    process = multiprocessing.Process(target=take_and_die, args=(lock,))
    process.start()
    process.join()
    print(process.exitcode, lock.acquire(timeout=0.05))
