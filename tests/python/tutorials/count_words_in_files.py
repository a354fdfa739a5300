import os
import tempfile
import threading
from pathlib import Path


def count(path, totals, lock):
    with open(path) as f:
        n = len(f.read().split())
    with lock:
        totals[os.path.basename(path)] = n


with tempfile.TemporaryDirectory() as folder:
    for i in range(3):
        Path(folder, f"file{i}.txt").write_text("word " * (i + 1) * 10)
    totals, lock = {}, threading.Lock()
    threads = [threading.Thread(target=count, args=(p, totals, lock)) for p in Path(folder).glob("*.txt")]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
print(sorted(totals.items()))
