"""nlargest and nsmallest: which items are compared, and in which order."""
import heapq


class Told:
    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        told.append((self.value, other.value))
        return self.value < other.value

    def __repr__(self):
        return f"Told({self.value})"


data = [5, 1, 8, 3, 9, 2, 7]
for n in (-1, 0, 1, 2, 3, 6, 7, 20):
    for select in (heapq.nsmallest, heapq.nlargest):
        told = []
        print(select.__name__, n, select(n, [Told(x) for x in data]), len(told), told[:6])
        told = []
        print(select(n, iter(data), key=lambda x: -x), select(n, data, key=str))
for items in ((10, 0, float, "%d", 0), (b"x", 3.5), (1, None), ([1], 2, (3,))):
    for n in (1, 2, 3):
        for select in (heapq.nsmallest, heapq.nlargest):
            try:
                print(select(n, list(items)))
            except TypeError as error:
                print(select.__name__, n, error)
words = "the quick brown fox jumps over the lazy dog the end".split()
print(heapq.nlargest(4, words, key=len), heapq.nsmallest(4, words, key=len))
print(heapq.nlargest(2, {"a": 3, "b": 5, "c": 4}.items(), key=lambda pair: pair[1]))
print(heapq.nsmallest(3, (x * 7 % 11 for x in range(11))), heapq.nlargest(1, []), heapq.nsmallest(2, []))
