from collections.abc import *

values = [[], (), {}, set(), "s", b"b", 1, iter([]), (x for x in []), print, range(3), None, object()]
for abstract in [Iterable, Iterator, Sized, Container, Hashable, Callable, Sequence, Mapping, Set, Generator, Collection]:
    print(abstract.__name__, [isinstance(value, abstract) for value in values])
print(issubclass(list, MutableSequence), issubclass(tuple, MutableSequence), issubclass(dict, Collection))
