"""StopIteration out of a function that an iterator calls is the iterator's end."""
import itertools


def first(items):
    return next(iter(items))


for make in (
    lambda: list(map(first, [[1], [2], [], [3]])),
    lambda: tuple(filter(first, [[1], [0], [], [3]])),
    lambda: list(iter(iter([1, 2, 3]).__next__, 3)),
    lambda: list(iter(iter([1, 2]).__next__, 3)),
    lambda: sum(map(first, [[5], [6], []])),
    lambda: dict(zip("abc", map(first, [[1], []]))),
    lambda: [x for x in map(first, [[1], [2], [], [4]])],
    lambda: next(map(first, [[]]), "default"),
    lambda: next(map(first, [[]])),
    lambda: max(map(first, [[3], [9], [], [11]])),
    lambda: list(itertools.takewhile(first, [[1], [2], []])),
    lambda: sorted([1, 2], key=lambda x: first([])),
    lambda: list(x for x in [1] if first([])),
    lambda: first([]),
):
    try:
        print(make())
    except Exception as error:
        print(type(error).__name__, error)
for x in map(first, [["a"], ["b"], [], ["c"]]):
    print(x)
else:
    print("over")


class Ends:
    def __iter__(self):
        return self

    def __next__(self):
        return first([])


print(list(Ends()), [x for x in Ends()])
