"""A worker that dies breaks the pool."""

import os
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

if __name__ == "__main__":
    with ProcessPoolExecutor(1) as pool:
        future = pool.submit(os._exit, 1)
        try:
            future.result()
        except BrokenProcessPool as error:
            print(error)
        try:
            pool.submit(print, 1)
        except BrokenProcessPool as error:
            print(error)
