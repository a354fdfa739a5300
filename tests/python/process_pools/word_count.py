"""Map-reduce over a process pool."""

from collections import Counter
from concurrent.futures import ProcessPoolExecutor

TEXT = "the gil is held the gil is dropped the gil is taken again by the next".split()


def count(words):
    return Counter(words)


if __name__ == "__main__":
    chunks = [TEXT[i::3] for i in range(3)]
    with ProcessPoolExecutor(3) as pool:
        total = sum(pool.map(count, chunks), Counter())
    print(sorted(total.items()))
