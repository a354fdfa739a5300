"""Containers beyond list, dict, set and tuple."""

import sys as _sys
from _collections import OrderedDict, defaultdict, deque

__all__ = [
    "ChainMap", "Counter", "OrderedDict", "UserDict", "UserList", "UserString", "defaultdict",
    "deque", "namedtuple",
]

_KEYWORDS = frozenset(
    "False None True and as assert async await break class continue def del elif else except "
    "finally for from global if import in is lambda nonlocal not or pass raise return try while "
    "with yield".split()
)


def namedtuple(typename, field_names, *, rename=False, defaults=None, module=None):
    """A tuple class whose items have names too."""
    if isinstance(field_names, str):
        field_names = field_names.replace(",", " ").split()
    names = [str(name) for name in field_names]
    typename = str(typename)
    if rename:
        _rename_unusable(names)
    _check_names(typename, names)
    names = tuple(names)
    field_defaults = {}
    if defaults is not None:
        defaults = tuple(defaults)
        if len(defaults) > len(names):
            raise TypeError("Got more default values than field names")
        if defaults:
            field_defaults = dict(zip(names[-len(defaults):], defaults))
    size = len(names)
    new_tuple = tuple.__new__
    # Its parameters have the names of the fields, so that calls and their errors are a function's.
    given = "".join([f"{name}, " for name in names])
    namespace = {"_new_tuple": new_tuple, "__builtins__": {}, "__name__": f"namedtuple_{typename}"}
    __new__ = eval(f"lambda _cls, {given}: _new_tuple(_cls, ({given}))", namespace)
    __new__.__name__ = "__new__"
    __new__.__doc__ = f"Create new instance of {typename}({given.removesuffix(', ')})"
    if defaults is not None:
        __new__.__defaults__ = defaults

    def _make(cls, iterable):
        result = new_tuple(cls, iterable)
        if len(result) != size:
            raise TypeError(f"Expected {size} arguments, got {len(result)}")
        return result

    def _replace(self, /, **kwargs):
        result = self._make([kwargs.pop(name, value) for name, value in zip(names, self)])
        if kwargs:
            raise TypeError(f"Got unexpected field names: {list(kwargs)!r}")
        return result

    def __repr__(self):
        inside = ", ".join([f"{name}={value!r}" for name, value in zip(names, self)])
        return f"{self.__class__.__name__}({inside})"

    def _asdict(self):
        return dict(zip(names, self))

    def __getnewargs__(self):
        return tuple(self)

    for method in (__new__, _make, _replace, __repr__, _asdict, __getnewargs__):
        method.__qualname__ = f"{typename}.{method.__name__}"
    one = "," if size == 1 else ""
    namespace = {
        "__doc__": f"{typename}({', '.join(names)}{one})",
        "__slots__": (),
        "_fields": names,
        "_field_defaults": field_defaults,
        "__match_args__": names,
        "__new__": __new__,
        "_make": classmethod(_make),
        "_replace": _replace,
        "__replace__": _replace,
        "__repr__": __repr__,
        "_asdict": _asdict,
        "__getnewargs__": __getnewargs__,
    }
    for position, name in enumerate(names):
        namespace[name] = _tuplegetter(position, f"Alias for field number {position}")
    result = type(typename, (tuple,), namespace)
    result.__module__ = _module_of_caller() if module is None else module
    return result


try:
    from _collections import _tuplegetter
except ImportError:

    class _tuplegetter:
        """The attribute of a named tuple that stands for one item."""

        def __init__(self, position, doc):
            self._position = position
            self.__doc__ = doc

        def __get__(self, instance, owner=None):
            return self if instance is None else instance[self._position]

        def __set__(self, instance, value):
            raise AttributeError("can't set attribute")

        def __delete__(self, instance):
            raise AttributeError("can't delete attribute")


def _module_of_caller():
    """The module of the code that called the function that called this."""
    if not hasattr(_sys, "_getframe"):
        return "__main__"
    return _sys._getframe(2).f_globals.get("__name__", "__main__")


def _rename_unusable(names):
    seen = set()
    for position, name in enumerate(names):
        usable = name.isidentifier() and name not in _KEYWORDS and not name.startswith("_")
        if not usable or name in seen:
            names[position] = f"_{position}"
        seen.add(name)


def _check_names(typename, names):
    renamed = {f"_{position}" for position in range(len(names))}
    seen = set()
    for name in [typename, *names]:
        if not name.isidentifier():
            raise ValueError(f"Type names and field names must be valid identifiers: {name!r}")
        if name in _KEYWORDS:
            raise ValueError(f"Type names and field names cannot be a keyword: {name!r}")
    for name in names:
        if name.startswith("_") and name not in renamed:
            raise ValueError(f"Field names cannot start with an underscore: {name!r}")
        if name in seen:
            raise ValueError(f"Encountered duplicate field name: {name!r}")
        seen.add(name)


def _is_mapping(thing):
    return isinstance(thing, dict) or hasattr(thing, "keys")


class Counter(dict):
    """A dict that counts: missing items count 0."""

    def __init__(self, iterable=None, /, **kwargs):
        super().__init__()
        self.update(iterable, **kwargs)

    def __missing__(self, key):
        return 0

    def total(self):
        """The sum of all counts."""
        return sum(self.values())

    def most_common(self, n=None):
        """(item, count) from the most frequent on; all, or the first n."""
        ranking = sorted(self.items(), key=lambda pair: pair[1], reverse=True)
        return ranking if n is None else ranking[: max(n, 0)]

    def elements(self):
        """Every item as often as it counts."""
        for item, count in self.items():
            for _ in range(count):
                yield item

    @classmethod
    def fromkeys(cls, iterable, v=None):
        """Not for counters."""
        raise NotImplementedError("Counter.fromkeys() is undefined.  Use Counter(iterable) instead.")

    def update(self, iterable=None, /, **kwargs):
        """Add the counts of a mapping, or count the items of an iterable."""
        if iterable is not None:
            if _is_mapping(iterable):
                for item, count in iterable.items():
                    self[item] = count + self.get(item, 0)
            else:
                get = self.get
                for item in iterable:
                    self[item] = get(item, 0) + 1
        if kwargs:
            self.update(kwargs)

    def subtract(self, iterable=None, /, **kwargs):
        """Like `update`, but takes away; counts may become negative."""
        if iterable is not None:
            pairs = iterable.items() if _is_mapping(iterable) else ((item, 1) for item in iterable)
            for item, count in pairs:
                self[item] = self.get(item, 0) - count
        if kwargs:
            self.subtract(kwargs)

    def copy(self):
        """A counter with the same counts."""
        return self.__class__(self)

    def __delitem__(self, item):
        if item in self:
            super().__delitem__(item)

    def __repr__(self):
        if not self:
            return f"{self.__class__.__name__}()"
        try:
            shown = dict(self.most_common())
        except TypeError:
            shown = dict(self)
        return f"{self.__class__.__name__}({shown!r})"

    def _everywhere(self, other, holds):
        if not isinstance(other, Counter):
            return NotImplemented
        return all(holds(self[item], other[item]) for counts in (self, other) for item in counts)

    def __eq__(self, other):
        return self._everywhere(other, lambda a, b: a == b)

    def __ne__(self, other):
        equal = self == other
        return equal if equal is NotImplemented else not equal

    def __le__(self, other):
        return self._everywhere(other, lambda a, b: a <= b)

    def __ge__(self, other):
        return self._everywhere(other, lambda a, b: a >= b)

    def __lt__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self <= other and self != other

    def __gt__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self >= other and self != other

    def _combine(self, other, count_of):
        """A counter of the positive results, own items first."""
        if not isinstance(other, Counter):
            return NotImplemented
        result = Counter()
        for item in self:
            count = count_of(self[item], other[item])
            if count > 0:
                result[item] = count
        for item in other:
            if item not in self:
                count = count_of(0, other[item])
                if count > 0:
                    result[item] = count
        return result

    def __add__(self, other):
        return self._combine(other, lambda a, b: a + b)

    def __sub__(self, other):
        return self._combine(other, lambda a, b: a - b)

    def __or__(self, other):
        return self._combine(other, max)

    def __and__(self, other):
        return self._combine(other, min)

    def __pos__(self):
        return self + Counter()

    def __neg__(self):
        return Counter() - self

    def _keep_positive(self):
        for item in [item for item, count in self.items() if not count > 0]:
            del self[item]
        return self

    def __iadd__(self, other):
        for item, count in other.items():
            self[item] += count
        return self._keep_positive()

    def __isub__(self, other):
        for item, count in other.items():
            self[item] -= count
        return self._keep_positive()

    def __ior__(self, other):
        for item, count in other.items():
            self[item] = max(self[item], count)
        return self._keep_positive()

    def __iand__(self, other):
        for item, count in self.items():
            self[item] = min(count, other[item])
        return self._keep_positive()


class _MappingMethods:
    """What a mapping can do once it has getitem, setitem, delitem, iter and len."""

    def __contains__(self, key):
        try:
            self[key]
        except KeyError:
            return False
        return True

    def get(self, key, default=None):
        """The value of a key, or the default."""
        return self[key] if key in self else default

    def keys(self):
        """The keys."""
        return dict(self.items()).keys()

    def values(self):
        """The values."""
        return dict(self.items()).values()

    def items(self):
        """(key, value) of each."""
        return {key: self[key] for key in self}.items()

    def pop(self, key, *default):
        """Remove a key and return its value, or the default."""
        try:
            value = self[key]
        except KeyError:
            if default:
                return default[0]
            raise
        del self[key]
        return value

    def popitem(self):
        """Remove and return some (key, value)."""
        for key in self:
            value = self[key]
            del self[key]
            return key, value
        raise KeyError

    def clear(self):
        """Remove everything."""
        for key in list(self):
            del self[key]

    def setdefault(self, key, default=None):
        """The value of a key, which is set to the default if it was missing."""
        if key not in self:
            self[key] = default
        return self[key]

    def update(self, other=(), /, **kwargs):
        """Take over the items of a mapping or of pairs."""
        for key, value in dict(other, **kwargs).items():
            self[key] = value

    def __eq__(self, other):
        if not _is_mapping(other):
            return NotImplemented
        return dict(self.items()) == dict(other.items())


class ChainMap(_MappingMethods):
    """Several mappings searched one after the other; writes go to the first."""

    def __init__(self, *maps):
        self.maps = list(maps) or [{}]

    def __missing__(self, key):
        raise KeyError(key)

    def __getitem__(self, key):
        for mapping in self.maps:
            try:
                return mapping[key]
            except KeyError:
                pass
        return self.__missing__(key)

    def __contains__(self, key):
        return any(key in mapping for mapping in self.maps)

    def __iter__(self):
        found = {}
        for mapping in reversed(self.maps):
            found.update(dict.fromkeys(mapping))
        return iter(found)

    def __len__(self):
        return len(set().union(*self.maps))

    def __bool__(self):
        return any(self.maps)

    def __repr__(self):
        return f"{self.__class__.__name__}({', '.join(map(repr, self.maps))})"

    def new_child(self, m=None, **kwargs):
        """A ChainMap with one more mapping in front."""
        if m is None:
            m = kwargs
        elif kwargs:
            m.update(kwargs)
        return self.__class__(m, *self.maps)

    @property
    def parents(self):
        """A ChainMap without the first mapping."""
        return self.__class__(*self.maps[1:])

    def __setitem__(self, key, value):
        self.maps[0][key] = value

    def __delitem__(self, key):
        try:
            del self.maps[0][key]
        except KeyError:
            raise KeyError(f"Key not found in the first mapping: {key!r}") from None


class UserDict(_MappingMethods):
    """A dict to inherit from: all operations go through these few methods."""

    def __init__(self, dict=None, /, **kwargs):
        self.data = {}
        if dict is not None:
            self.update(dict)
        if kwargs:
            self.update(kwargs)

    def __len__(self):
        return len(self.data)

    def __getitem__(self, key):
        if key in self.data:
            return self.data[key]
        if hasattr(self.__class__, "__missing__"):
            return self.__class__.__missing__(self, key)
        raise KeyError(key)

    def __setitem__(self, key, item):
        self.data[key] = item

    def __delitem__(self, key):
        del self.data[key]

    def __iter__(self):
        return iter(self.data)

    def __contains__(self, key):
        return key in self.data

    def __repr__(self):
        return repr(self.data)

    def copy(self):
        """One with the same items."""
        return self.__class__(self.data)


class UserList:
    """A list to inherit from; the real one is in `data`."""

    def __init__(self, initlist=None):
        self.data = [] if initlist is None else list(initlist)

    def __getattr__(self, name):
        if name == "data":
            raise AttributeError(name)
        return getattr(self.data, name)

    def __len__(self):
        return len(self.data)

    def __iter__(self):
        return iter(self.data)

    def __contains__(self, item):
        return item in self.data

    def __getitem__(self, i):
        return self.__class__(self.data[i]) if isinstance(i, slice) else self.data[i]

    def __setitem__(self, i, item):
        self.data[i] = item

    def __delitem__(self, i):
        del self.data[i]

    def __add__(self, other):
        return self.__class__(self.data + list(other))

    def __eq__(self, other):
        return self.data == (other.data if isinstance(other, UserList) else other)

    def __repr__(self):
        return repr(self.data)


class UserString:
    """A string to inherit from; the real one is in `data`."""

    def __init__(self, seq):
        self.data = str(seq)

    def __getattr__(self, name):
        if name == "data":
            raise AttributeError(name)
        return getattr(self.data, name)

    def __len__(self):
        return len(self.data)

    def __getitem__(self, i):
        return self.__class__(self.data[i])

    def __add__(self, other):
        return self.__class__(self.data + str(other))

    def __eq__(self, other):
        return self.data == (other.data if isinstance(other, UserString) else other)

    def __hash__(self):
        return hash(self.data)

    def __str__(self):
        return self.data

    def __repr__(self):
        return repr(self.data)
