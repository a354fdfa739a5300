"""threading.local: every thread sees its own attributes."""

import threading

data = threading.local()
data.value = "main"
log = {}
barrier = threading.Barrier(3)


def worker(n):
    before = hasattr(data, "value")
    data.value = n
    barrier.wait()
    log[n] = (before, data.value)


threads = [threading.Thread(target=worker, args=(n,)) for n in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(log.items()), data.value)
try:
    data.missing
except AttributeError as error:
    print(error)
del data.value
print(hasattr(data, "value"), data.__dict__)
