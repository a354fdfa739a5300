"""Priority queues kept in ordinary lists.

In a heap every item is at most its two children: heap[k] <= heap[2*k + 1] and
heap[k] <= heap[2*k + 2], so that heap[0] is the smallest of all.
"""

from _heapq import (
    heapify, heapify_max, heappop, heappop_max, heappush, heappushpop, heapreplace,
    heapreplace_max,
)

__all__ = [
    "heappush", "heappop", "heapify", "heapreplace", "merge", "nlargest", "nsmallest", "heappushpop",
]


def merge(*iterables, key=None, reverse=False):
    """Merge sorted inputs into one sorted stream, reading only as far as needed."""
    make, replace, pop = (
        (heapify_max, heapreplace_max, heappop_max) if reverse else (heapify, heapreplace, heappop)
    )
    # What is compared, the number of the input, which decides between equals, the item (where it
    # is not what is compared), and how to get the next one.
    heap = []
    for number, iterable in enumerate(iterables):
        advance = iter(iterable).__next__
        try:
            item = advance()
        except StopIteration:
            continue
        number = -number if reverse else number
        heap.append([item if key is None else key(item), number, item, advance])
    make(heap)
    while len(heap) > 1:
        try:
            while True:
                entry = heap[0]
                yield entry[2]
                entry[2] = entry[3]()
                entry[0] = entry[2] if key is None else key(entry[2])
                replace(heap, entry)
        except StopIteration:
            pop(heap)
    if heap:
        _, _, item, advance = heap[0]
        yield item
        yield from advance.__self__


def _ranked(iterable, key):
    """Pairs of what an item is compared by, and the item."""
    for item in iterable:
        yield (item if key is None else key(item)), item


def _of_all(n, iterable):
    """Whether a list of the n first has everything: then it is sorted."""
    try:
        return n >= len(iterable)
    except (TypeError, AttributeError):
        return False


# Which items are compared, and in which order, shows where they cannot be: so the two below keep
# the best so far in a heap as CPython's do.


def nsmallest(n, iterable, key=None):
    """The n smallest items, as sorted(iterable, key=key)[:n]."""
    if n == 1:
        nothing = object()
        smallest = min(iter(iterable), default=nothing, key=key)
        return [] if smallest is nothing else [smallest]
    if _of_all(n, iterable):
        return sorted(iterable, key=key)[:n]
    items = iter(iterable)
    if key is None:
        heap = [(item, number) for number, item in zip(range(n), items)]
    else:
        heap = [(key(item), number, item) for number, item in zip(range(n), items)]
    if not heap:
        return []
    heapify_max(heap)
    number = n
    worst = heap[0][0]
    for rank, item in _ranked(items, key):
        if rank < worst:
            heapreplace_max(heap, (rank, number) if key is None else (rank, number, item))
            worst = heap[0][0]
            number += 1
    heap.sort()
    return [entry[0 if key is None else 2] for entry in heap]


def nlargest(n, iterable, key=None):
    """The n largest items, as sorted(iterable, key=key, reverse=True)[:n]."""
    if n == 1:
        nothing = object()
        largest = max(iter(iterable), default=nothing, key=key)
        return [] if largest is nothing else [largest]
    if _of_all(n, iterable):
        return sorted(iterable, key=key, reverse=True)[:n]
    items = iter(iterable)
    if key is None:
        heap = [(item, number) for number, item in zip(range(0, -n, -1), items)]
    else:
        heap = [(key(item), number, item) for number, item in zip(range(0, -n, -1), items)]
    if not heap:
        return []
    heapify(heap)
    number = -n
    worst = heap[0][0]
    for rank, item in _ranked(items, key):
        if worst < rank:
            heapreplace(heap, (rank, number) if key is None else (rank, number, item))
            worst = heap[0][0]
            number -= 1
    heap.sort(reverse=True)
    return [entry[0 if key is None else 2] for entry in heap]
