"""Map and reduce over a pool."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import reduce

texts = [
    "the cat sat on the mat",
    "the dog sat on the log",
    "cats and dogs and the moon",
]


def count(text):
    return Counter(text.split())


with ThreadPoolExecutor(max_workers=3) as pool:
    counts = list(pool.map(count, texts))
total = reduce(lambda a, b: a + b, counts)
print(total.most_common(3), total.total(), [c["the"] for c in counts])


def chunks(items, n):
    return [items[i::n] for i in range(n)]


with ThreadPoolExecutor(4) as pool:
    partial = pool.map(sum, chunks(list(range(1000)), 4))
    print(sum(partial), sum(range(1000)))
