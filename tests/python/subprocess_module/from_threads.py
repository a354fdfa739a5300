import subprocess
import threading
import time

results = {}


def work(n):
    results[n] = subprocess.run(["sleep", "0.1"]).returncode


start = time.perf_counter()
threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(results == {n: 0 for n in range(4)}, time.perf_counter() - start < 0.35)
