"""Building blocks for loops.

CPython has this module in C.  What hands out items one by one is native; the rest, which
several iterators share, is here to read.
"""

from _itertools import (
    accumulate, batched, chain, combinations, combinations_with_replacement, compress, count,
    cycle, dropwhile, filterfalse, islice, pairwise, permutations, product, repeat, starmap,
    takewhile, zip_longest,
)

_MISSING = object()


def tee(iterable, n=2, /):
    """n independent iterators over one iterable."""
    if n < 0:
        raise ValueError("n must be >= 0")
    if not n:
        return ()
    first = iterable if isinstance(iterable, _tee) else _tee(iter(iterable), [None, None])
    return (first, *[first.__copy__() for _ in range(n - 1)])


class _tee:
    """One of the iterators that tee makes; they share a linked list that grows at its end."""

    def __init__(self, iterator, cell):
        self._iterator = iterator
        # The cell of the last value, [value, next cell].
        self._cell = cell

    def __iter__(self):
        return self

    def __next__(self):
        if self._cell[1] is None:
            self._cell[1] = [next(self._iterator), None]
        self._cell = self._cell[1]
        return self._cell[0]

    def __copy__(self):
        return _tee(self._iterator, self._cell)


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
