"""as_completed, wait, callbacks."""

import time
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, as_completed, wait


def nap(seconds):
    time.sleep(seconds)
    return seconds


if __name__ == "__main__":
    log = []
    with ProcessPoolExecutor(3) as pool:
        futures = [pool.submit(nap, s) for s in (0.4, 0.01, 0.2)]
        futures[1].add_done_callback(lambda future: log.append(future.result()))
        print([future.result() for future in as_completed(futures)])
        futures = [pool.submit(nap, s) for s in (0.3, 0.01)]
        done, pending = wait(futures, return_when=FIRST_COMPLETED)
        print(len(done), len(pending))
    print(log)
