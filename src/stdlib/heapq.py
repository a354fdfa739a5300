"""Priority queues kept in ordinary lists.

In a heap every item is at most its two children: heap[k] <= heap[2*k + 1] and
heap[k] <= heap[2*k + 2], so that heap[0] is the smallest of all.
"""

__all__ = [
    "heappush", "heappop", "heapify", "heapreplace", "merge", "nlargest", "nsmallest", "heappushpop",
]


# NATIVE: CPython has the functions down to heapify in C, where each is one step for other threads.


def heappush(heap, item):
    """Add an item."""
    heap.append(item)
    _rise(heap, 0, len(heap) - 1)


def heappop(heap):
    """Remove and return the smallest item; IndexError if there is none."""
    if not heap:
        raise IndexError("index out of range")
    last = heap.pop()
    if not heap:
        return last
    smallest = heap[0]
    heap[0] = last
    _sink(heap, 0)
    return smallest


def heapreplace(heap, item):
    """Return the smallest item and put `item` in its place; one step cheaper than pop and push."""
    if not heap:
        raise IndexError("index out of range")
    smallest = heap[0]
    heap[0] = item
    _sink(heap, 0)
    return smallest


def heappushpop(heap, item):
    """Push, then pop: the smallest of the heap and `item`."""
    if heap and heap[0] < item:
        item, heap[0] = heap[0], item
        _sink(heap, 0)
    return item


def heapify(items):
    """Make a heap of a list, in place, in linear time."""
    for position in reversed(range(len(items) // 2)):
        _sink(items, position)


def _rise(heap, top, position):
    """Move the item at `position` up until its parent is no larger."""
    item = heap[position]
    while position > top:
        parent = (position - 1) // 2
        if not item < heap[parent]:
            break
        heap[position] = heap[parent]
        position = parent
    heap[position] = item


def _sink(heap, position):
    """Move the item at `position` to its place below.

    The hole goes down to a leaf along the smaller children, and the item rises from there:
    an item that comes from the end of the heap mostly belongs near the bottom, and this
    way needs half the comparisons.
    """
    top = position
    item = heap[position]
    end = len(heap)
    child = 2 * position + 1
    while child < end:
        right = child + 1
        if right < end and not heap[child] < heap[right]:
            child = right
        heap[position] = heap[child]
        position = child
        child = 2 * position + 1
    heap[position] = item
    _rise(heap, top, position)


class _Reversed:
    """Turns the order round, so that the same heap serves for the largest first."""

    __slots__ = ("value",)

    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        return other.value < self.value


def merge(*iterables, key=None, reverse=False):
    """Merge sorted inputs into one sorted stream, reading only as far as needed."""
    heap = []

    def add(number, advance):
        for item in advance:
            rank = item if key is None else key(item)
            # The number decides between equals: earlier inputs come first.
            heappush(heap, (_Reversed(rank) if reverse else rank, number, item, advance))
            break

    for number, iterable in enumerate(iterables):
        add(number, iter(iterable))
    while heap:
        _, number, item, advance = heappop(heap)
        yield item
        add(number, advance)


def _sink_max(heap, position):
    """As _sink, where the largest is on top."""
    top = position
    item = heap[position]
    end = len(heap)
    child = 2 * position + 1
    while child < end:
        right = child + 1
        if right < end and not heap[right] < heap[child]:
            child = right
        heap[position] = heap[child]
        position = child
        child = 2 * position + 1
    while position > top:
        parent = (position - 1) // 2
        if not heap[parent] < item:
            break
        heap[position] = heap[parent]
        position = parent
    heap[position] = item


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
    for position in reversed(range(len(heap) // 2)):
        _sink_max(heap, position)
    number = n
    worst = heap[0][0]
    for rank, item in _ranked(items, key):
        if rank < worst:
            heap[0] = (rank, number) if key is None else (rank, number, item)
            _sink_max(heap, 0)
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
