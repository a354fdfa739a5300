"""Which classes of the library have a hash, and what collections.abc says of them."""
import collections
import collections.abc as a

for x in (collections.deque(), [], {}, set(), bytearray(), slice(1), {}.keys(), collections.OrderedDict(), collections.Counter(), collections.defaultdict(), {}.values(), collections.UserList(), collections.UserDict(), collections.ChainMap(), range(3), iter([]), frozenset(), object(), len):
    try:
        h = bool(hash(x)) or True
    except TypeError as e:
        h = str(e)
    print(type(x).__name__, isinstance(x, a.Hashable), type(x).__hash__ is None, h)
