"""Initializers, and a pool that is never shut down."""

import threading
from concurrent.futures import Future, InvalidStateError, ThreadPoolExecutor

local = threading.local()


def setup(value):
    local.value = value


with ThreadPoolExecutor(2, initializer=setup, initargs=("ready",)) as pool:
    print(list(pool.map(lambda n: (n, local.value), range(3))))
f = Future()
print(f.done(), f.running(), f.set_running_or_notify_cancel(), f.running())
f.set_result(5)
print(f.result(), f.done())
try:
    f.set_result(6)
except InvalidStateError as error:
    print("InvalidStateError", str(error).split(":")[0])
pool = ThreadPoolExecutor(2)
last = pool.submit(lambda: print("runs before the program ends"))
last.result()
print("end of main")
