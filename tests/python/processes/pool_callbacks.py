"""apply_async with callbacks, and ready before the end."""

import multiprocessing
import time


def work(n):
    if n == 2:
        raise ValueError(f"no {n}")
    return n


if __name__ == "__main__":
    log = []
    with multiprocessing.Pool(2) as pool:
        results = [
            pool.apply_async(work, (n,), callback=log.append, error_callback=lambda e: log.append(repr(e)))
            for n in range(4)
        ]
        for result in results:
            result.wait()
        print([result.successful() for result in results])
        slow = pool.apply_async(time.sleep, (0.2,))
        print(slow.ready())
        try:
            slow.get(timeout=0.01)
        except multiprocessing.TimeoutError as error:
            print("TimeoutError", error)
        try:
            slow.successful()
        except ValueError as error:
            print("not ready")
        slow.get()
        pool.close()
        pool.join()
    print(sorted(map(str, log)))
