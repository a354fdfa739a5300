"""What `pickle` costs by object and by byte (`src/stdlib/pickle.py`): nanoseconds, best of several.

    python3.13 bench/machine/pickling.py
"""

import pickle
import time


class Point:
    def __init__(self, x):
        self.x = x


def best(work):
    times = []
    for _ in range(15):
        start = time.perf_counter_ns()
        work()
        times.append(time.perf_counter_ns() - start)
    return min(times)


COUNT = 20_000
SAMPLES = {
    "ints": list(range(1000, 1000 + COUNT)),
    "floats": [i / 7 for i in range(COUNT)],
    "strings": [f"text {i}" for i in range(COUNT)],
    "tuples": [(i,) for i in range(COUNT)],
    "dict": {i: i + 1 for i in range(COUNT // 2)},
    "instances": [Point(i) for i in range(COUNT)],
}
for name, sample in SAMPLES.items():
    data = pickle.dumps(sample)
    save, load = best(lambda: pickle.dumps(sample)), best(lambda: pickle.loads(data))
    print(f"{name}: dumps {save / COUNT:.1f} loads {load / COUNT:.1f} by item, {len(data) / COUNT:.1f} bytes")
for size in (0, 1_000_000):
    sample = bytes(size)
    data = pickle.dumps(sample)
    print(f"{size} bytes: dumps {best(lambda: pickle.dumps(sample))} loads {best(lambda: pickle.loads(data))}")
