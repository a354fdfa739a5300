"""add_done_callback, cancel, cancel_futures."""

import threading
from concurrent.futures import CancelledError, ThreadPoolExecutor

log = []
gate = threading.Event()
pool = ThreadPoolExecutor(1)
first = pool.submit(gate.wait)
second = pool.submit(lambda: "second")
third = pool.submit(lambda: "third")
second.add_done_callback(lambda f: log.append(("callback", f.cancelled())))
third.add_done_callback(lambda f: log.append(("callback", f.result())))
print(second.cancel(), second.cancelled(), second.done(), second.cancel())
try:
    second.result()
except CancelledError as error:
    print("CancelledError", repr(error))
gate.set()
print(first.result(), third.result(), third.cancel(), first.cancel())
pool.shutdown()
print(log)
third.add_done_callback(lambda f: print("called at once with", f.result()))
gate.clear()
pool = ThreadPoolExecutor(1)
busy = pool.submit(gate.wait)
waiting = [pool.submit(print, "never") for _ in range(3)]
started = threading.Thread(target=lambda: pool.shutdown(wait=True, cancel_futures=True))
started.start()
for f in waiting:
    try:
        f.result(timeout=5)
    except CancelledError:
        print("cancelled")
gate.set()
started.join()
print(busy.result())
