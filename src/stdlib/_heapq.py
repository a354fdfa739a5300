"""The functions of heapq that CPython has in C, where each is one step for other threads."""


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


def heapify_max(items):
    """As heapify, with the largest on top."""
    for position in reversed(range(len(items) // 2)):
        _sink_max(items, position)


def heapreplace_max(heap, item):
    """As heapreplace, of the largest."""
    heap[0] = item
    _sink_max(heap, 0)


def heappop_max(heap):
    """As heappop, of the largest."""
    last = heap.pop()
    if not heap:
        return last
    largest = heap[0]
    heap[0] = last
    _sink_max(heap, 0)
    return largest
