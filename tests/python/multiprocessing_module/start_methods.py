import multiprocessing as mp
import os
import time


if __name__ == "__main__":
    print(mp.get_all_start_methods())
    print(mp.get_start_method(allow_none=True))
    mp.set_start_method("fork")
    print(mp.get_start_method())
    try:
        mp.set_start_method("spawn")
    except RuntimeError as e:
        print(e)
    try:
        mp.get_context("none")
    except ValueError as e:
        print(e)
