"""What cannot be sent: lambdas, local functions, locks, generators."""

import multiprocessing
import pickle
import re
import threading


def outer():
    def inner():
        pass

    return inner


if __name__ == "__main__":
    here, there = multiprocessing.Pipe()
    for thing in (lambda: 0, outer(), threading.Lock(), (x for x in "a"), open):
        try:
            here.send(thing)
            print("sent", there.recv() is thing)
        except (pickle.PicklingError, AttributeError, TypeError) as error:
            print(type(error).__name__, re.sub("0x[0-9a-f]+", "…", str(error)))
