"""Work and results that cannot be pickled."""

import threading
from concurrent.futures import ProcessPoolExecutor


def make_lock():
    return threading.Lock()


if __name__ == "__main__":
    with ProcessPoolExecutor(1) as pool:
        for work in (lambda: 1, make_lock):
            try:
                pool.submit(work).result()
            except Exception as error:
                print(type(error).__name__, "pickle" in str(error))
        print(pool.submit(len, "still works").result())
