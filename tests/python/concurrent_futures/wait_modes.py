"""wait: all, first completed, first exception, timeout."""

import time
from concurrent.futures import ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION, ThreadPoolExecutor, wait


def work(name, seconds, fails=False):
    time.sleep(seconds)
    if fails:
        raise RuntimeError(name)
    return name


def names(futures):
    return sorted(jobs[f] for f in futures)


with ThreadPoolExecutor(4) as pool:
    jobs = {pool.submit(work, n, s): n for n, s in (("a", 0.02), ("b", 0.1))}
    done, not_done = wait(jobs, return_when=FIRST_COMPLETED)
    print(names(done), names(not_done))
    result = wait(jobs)
    print(names(result.done), result.not_done)
    jobs = {pool.submit(work, "good", 0.01): "good", pool.submit(work, "bad", 0.05, True): "bad", pool.submit(work, "long", 0.15): "long"}
    done, not_done = wait(jobs, return_when=FIRST_EXCEPTION)
    print(names(done), names(not_done))
    done, not_done = wait(jobs, timeout=0.01, return_when=ALL_COMPLETED)
    print(names(done), names(not_done))
    wait(jobs)
    print(wait(jobs, return_when=FIRST_COMPLETED).not_done, wait([]))
