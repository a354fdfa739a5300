import multiprocessing as mp
import os
import time


def fine():
    return 5


def raises():
    import sys

    sys.stderr = open(os.devnull, "w") if False else sys.stderr
    raise SystemExit(4)


def leaves():
    raise SystemExit


def leaves_early():
    os._exit(9)


if __name__ == "__main__":
    for target in (fine, raises, leaves, leaves_early, os.abort):
        p = mp.Process(target=target)
        p.start()
        p.join()
        print(target.__name__, p.exitcode)
