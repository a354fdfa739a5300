import concurrent.futures as cf
import time


def square(n):
    time.sleep(0.01 * n)
    if n == 2:
        raise ValueError("two is bad")
    return n * n


def report(future):
    if future.exception():
        print("failed:", future.exception())
    else:
        print("result:", future.result())


with cf.ThreadPoolExecutor(max_workers=3, thread_name_prefix="calc") as pool:
    futures = [pool.submit(square, n) for n in range(4)]
    for f in futures:
        f.add_done_callback(report)
done, not_done = cf.wait(futures)
print(len(done), len(not_done), [f.done() for f in futures])
with cf.ThreadPoolExecutor(1) as pool:
    first = pool.submit(time.sleep, 0.05)
    second = pool.submit(square, 1)
    print(second.cancel(), second.cancelled(), first.running())
    try:
        second.result()
    except cf.CancelledError:
        print("cancelled")
with cf.ThreadPoolExecutor(2) as pool:
    try:
        pool.submit(time.sleep, 0.2).result(timeout=0.01)
    except TimeoutError as error:
        print("timeout", type(error) is cf.TimeoutError)
try:
    pool.submit(square, 1)
except RuntimeError as error:
    print(error)
