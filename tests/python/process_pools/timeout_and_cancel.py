"""Timeouts, cancellation, shutdown."""

import time
from concurrent.futures import CancelledError, ProcessPoolExecutor, TimeoutError

if __name__ == "__main__":
    pool = ProcessPoolExecutor(1)
    slow = pool.submit(time.sleep, 0.3)
    rest = [pool.submit(time.sleep, 0.01) for _ in range(6)]
    try:
        slow.result(timeout=0.02)
    except TimeoutError as error:
        print("TimeoutError", error)
    print(rest[-1].cancel(), slow.cancel())
    try:
        rest[-1].result()
    except CancelledError as error:
        print("CancelledError", error)
    pool.shutdown(wait=True, cancel_futures=True)
    print(slow.done(), rest[-1].cancelled())
    try:
        pool.submit(print)
    except RuntimeError as error:
        print(error)
