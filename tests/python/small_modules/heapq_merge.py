"""heapq.merge: order, keys, reverse, and which items are compared."""
import heapq


class Told:
    def __init__(self, value, source):
        self.value, self.source = value, source

    def __lt__(self, other):
        told.append((self.value, other.value))
        return self.value < other.value

    def __eq__(self, other):
        told.append((self.value, "==", other.value))
        return self.value == other.value

    def __repr__(self):
        return f"{self.value}{self.source}"


inputs = ([1, 4, 4, 9], [], [2, 4, 8], [3], [0, 0, 10, 11])
for reverse in (False, True):
    for key in (None, lambda it: it if isinstance(it, int) else it.value, lambda it: 0):
        told = []
        lists = [sorted(it, reverse=reverse) for it in inputs]
        print(list(heapq.merge(*lists, key=key, reverse=reverse)))
        sources = [[Told(x, s) for x in it] for it, s in zip(lists, "abcde")]
        print(list(heapq.merge(*sources, key=key, reverse=reverse)), len(told), told[:8])
print(list(heapq.merge()), list(heapq.merge([3, 1], [2])), list(heapq.merge("ace", "bdf")))
for bad in (([0, 255], [b"x"]), ([1], 5), ([1, 2], ["a", "b"], [None])):
    try:
        print(list(heapq.merge(*bad)))
    except TypeError as error:
        print(error)
lazy = heapq.merge(iter([1, 5, 9]), iter([2, 6]))
print(next(lazy), next(lazy), type(lazy).__name__)
