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
