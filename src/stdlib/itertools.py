"""Building blocks for loops.

CPython has this module in C.  These versions are for reading and as a fallback where no
native ones are linked in; each is a generator, or a class with a generator inside it.
"""

_MISSING = object()


class count:
    """start, start + step, start + 2 * step, and so on for ever."""

    def __init__(self, start=0, step=1):
        if not hasattr(start, "__add__") or isinstance(start, (str, list, tuple, bytes)):
            raise TypeError("a number is required")
        self._next = start
        self._step = step

    def __iter__(self):
        return self

    def __next__(self):
        value = self._next
        self._next = value + self._step
        return value

    def __repr__(self):
        if self._step == 1 and isinstance(self._step, int):
            return f"count({self._next!r})"
        return f"count({self._next!r}, {self._step!r})"


class repeat:
    """The same object again and again, `times` times or for ever."""

    def __init__(self, object, times=None):
        self._object = object
        self._left = None if times is None else max(times, 0)

    def __iter__(self):
        return self

    def __next__(self):
        if self._left is not None:
            if self._left == 0:
                raise StopIteration
            self._left -= 1
        return self._object

    def __length_hint__(self):
        if self._left is None:
            raise TypeError("len() of unsized object")
        return self._left

    def __repr__(self):
        if self._left is None:
            return f"repeat({self._object!r})"
        return f"repeat({self._object!r}, {self._left})"


class chain:
    """The items of the first iterable, then those of the second, and so on."""

    def __init__(self, *iterables):
        self._items = _flatten(iterables)

    @classmethod
    def from_iterable(cls, iterable, /):
        """As chain(*iterable), but reads `iterable` only as far as needed."""
        self = cls()
        self._items = _flatten(iterable)
        return self

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._items)


def _flatten(iterables):
    for iterable in iterables:
        yield from iterable


def cycle(iterable, /):
    """All items, then all items again, for ever."""
    saved = []
    for item in iterable:
        yield item
        saved.append(item)
    while saved:
        yield from saved


def islice(iterable, *bounds):
    """The items that a slice with these bounds would have."""
    limits = slice(*bounds)
    for bound, name in ((limits.start, "start"), (limits.stop, "stop")):
        if bound is not None and (not isinstance(bound, int) or bound < 0):
            if len(bounds) == 1:
                name = "Stop argument"
                raise ValueError(f"{name} for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
            raise ValueError("Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
    step = 1 if limits.step is None else limits.step
    if not isinstance(step, int) or step < 1:
        raise ValueError("Step for islice() must be a positive integer or None.")
    return _take_slice(iter(iterable), limits.start or 0, limits.stop, step)


def _take_slice(iterator, start, stop, step):
    position = 0
    wanted = start
    while stop is None or wanted < stop:
        for item in iterator:
            position += 1
            if position > wanted:
                yield item
                wanted += step
                break
        else:
            return
    # Like the native one, step past the items that lie between the last and the end.
    while position < stop:
        if next(iterator, _MISSING) is _MISSING:
            return
        position += 1


def takewhile(predicate, iterable, /):
    """Items up to the first for which the predicate is false."""
    for item in iterable:
        if not predicate(item):
            return
        yield item


def dropwhile(predicate, iterable, /):
    """Items from the first on for which the predicate is false."""
    iterator = iter(iterable)
    for item in iterator:
        if not predicate(item):
            yield item
            break
    yield from iterator


def filterfalse(predicate, iterable, /):
    """Items for which the predicate is false."""
    for item in iterable:
        if not (item if predicate is None else predicate(item)):
            yield item


def compress(data, selectors):
    """Items whose selector is true."""
    for item, selected in zip(data, selectors):
        if selected:
            yield item


def starmap(function, iterable, /):
    """function(*args) for each args."""
    for args in iterable:
        yield function(*args)


def zip_longest(*iterables, fillvalue=None):
    """Like zip, but goes on to the end of the longest and fills the gaps."""
    iterators = [iter(iterable) for iterable in iterables]
    running = len(iterators)
    while running:
        row = []
        for i, iterator in enumerate(iterators):
            value = fillvalue if iterator is None else next(iterator, _MISSING)
            if value is _MISSING:
                iterators[i] = None
                running -= 1
                if not running:
                    return
                value = fillvalue
            row.append(value)
        yield tuple(row)


def accumulate(iterable, func=None, *, initial=None):
    """Running totals, or running results of another function of two arguments."""
    iterator = iter(iterable)
    total = initial
    if initial is None:
        for total in iterator:
            break
        else:
            return
    yield total
    for item in iterator:
        total = total + item if func is None else func(total, item)
        yield total


def pairwise(iterable, /):
    """(first, second), (second, third), and so on."""
    before = _MISSING
    for item in iterable:
        if before is not _MISSING:
            yield before, item
        before = item


def batched(iterable, n, *, strict=False):
    """Tuples of n items; the last may be shorter unless `strict`."""
    if n < 1:
        raise ValueError("n must be at least one")
    return _batches(iter(iterable), n, strict)


def _batches(iterator, n, strict):
    batch = []
    for item in iterator:
        batch.append(item)
        if len(batch) == n:
            yield tuple(batch)
            batch = []
    if batch:
        if strict:
            raise ValueError("batched(): incomplete batch")
        yield tuple(batch)


def tee(iterable, n=2, /):
    """n independent iterators over one iterable."""
    if n < 0:
        raise ValueError("n must be >= 0")
    iterator = iter(iterable)
    # A linked list that grows at its end: each cell is [value, next cell].
    cell = [None, None]
    return tuple(_follow(iterator, cell) for _ in range(n))


def _follow(iterator, cell):
    while True:
        if cell[1] is None:
            value = next(iterator, _MISSING)
            if value is _MISSING:
                return
            cell[1] = [value, None]
        cell = cell[1]
        yield cell[0]


class groupby:
    """Runs of neighbours with the same key: (key, iterator over the run)."""

    def __init__(self, iterable, key=None):
        self._iterator = iter(iterable)
        self._key = key
        self._current_key = self._target_key = self._value = _MISSING

    def __iter__(self):
        return self

    def __next__(self):
        # Whatever the last group left unread is skipped.
        while self._current_key is _MISSING or self._same(self._target_key):
            self._advance()
        self._target_key = key = self._current_key
        return key, self._group(key)

    def _same(self, key):
        return key is not _MISSING and (self._current_key is key or self._current_key == key)

    def _advance(self):
        self._value = value = next(self._iterator)
        self._current_key = value if self._key is None else self._key(value)

    def _group(self, key):
        while self._target_key is key and self._same(key):
            yield self._value
            try:
                self._advance()
            except StopIteration:
                # The next call of __next__ must find the end again.
                self._target_key = self._current_key
                return


def product(*iterables, repeat=1):
    """Tuples of one item from each, the last changing fastest."""
    if repeat < 0:
        raise ValueError("repeat argument cannot be negative")
    pools = [tuple(pool) for pool in iterables] * repeat
    return _product(pools)


def _product(pools):
    if any(not pool for pool in pools):
        return
    indices = [0] * len(pools)
    while True:
        yield tuple(pool[i] for pool, i in zip(pools, indices))
        for place in reversed(range(len(pools))):
            indices[place] += 1
            if indices[place] < len(pools[place]):
                break
            indices[place] = 0
        else:
            return


def permutations(iterable, r=None):
    """All arrangements of r items, in the order of the input."""
    pool = tuple(iterable)
    r = len(pool) if r is None else r
    if not isinstance(r, int):
        raise TypeError("Expected int as r")
    if r < 0:
        raise ValueError("r must be non-negative")
    return _arrangements(pool, r)


def _arrangements(pool, r):
    """Depth first over indices: the next unused one at each place."""
    n = len(pool)
    if r > n:
        return
    chosen = []
    used = [False] * n
    candidate = 0
    while True:
        if len(chosen) == r:
            yield tuple(pool[i] for i in chosen)
            candidate = n
        while candidate < n and used[candidate]:
            candidate += 1
        if candidate < n:
            used[candidate] = True
            chosen.append(candidate)
            candidate = 0
        elif chosen:
            last = chosen.pop()
            used[last] = False
            candidate = last + 1
        else:
            return


def combinations(iterable, r):
    """All choices of r items, each in the order of the input."""
    if r < 0:
        raise ValueError("r must be non-negative")
    return _choices(tuple(iterable), r, False)


def combinations_with_replacement(iterable, r):
    """All choices of r items in which an item may occur again."""
    if r < 0:
        raise ValueError("r must be non-negative")
    return _choices(tuple(iterable), r, True)


def _choices(pool, r, again):
    n = len(pool)
    if r > n and not (again and n):
        return
    indices = [0] * r if again else list(range(r))
    yield tuple(pool[i] for i in indices)
    while True:
        for place in reversed(range(r)):
            largest = n - 1 if again else n - r + place
            if indices[place] < largest:
                break
        else:
            return
        start = indices[place] + 1
        for offset in range(r - place):
            indices[place + offset] = start if again else start + offset
        yield tuple(pool[i] for i in indices)
