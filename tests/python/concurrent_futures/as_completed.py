"""as_completed gives futures as they finish."""

import time
from concurrent.futures import ThreadPoolExecutor, TimeoutError, as_completed


def work(name, seconds):
    time.sleep(seconds)
    return name


jobs = {"slow": 0.15, "fast": 0.03, "middle": 0.09}
with ThreadPoolExecutor(3) as pool:
    futures = {pool.submit(work, name, seconds): name for name, seconds in jobs.items()}
    for future in as_completed(futures):
        print(futures[future], future.result() == futures[future])
    done = [pool.submit(work, n, 0) for n in "ab"]
    for f in done:
        f.result()
    print(sorted(f.result() for f in as_completed(done)), list(as_completed([])))
    pending = [pool.submit(work, "late", 0.2)]
    try:
        for f in as_completed(pending, timeout=0.02):
            print("never")
    except TimeoutError as error:
        print(error)
