"""A lock around several writes keeps them together."""

import multiprocessing
import sys


def speak(lock, name):
    for _ in range(3):
        with lock:
            for part in ("<", "x", ">"):
                sys.stdout.write(part)
                sys.stdout.flush()


if __name__ == "__main__":
    lock = multiprocessing.Lock()
    processes = [multiprocessing.Process(target=speak, args=(lock, i)) for i in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print()
