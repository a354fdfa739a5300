"""The pool sizes that programs compute from cpu_count."""

import os
import threading

workers = min(32, (os.cpu_count() or 1) + 4)
print(5 <= workers <= 32, isinstance(os.cpu_count(), int))
results = []
threads = [threading.Thread(target=lambda n=n: results.append((n, os.getpid()))) for n in range(min(workers, 4))]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(n for n, _ in results), {pid == os.getpid() for _, pid in results})
