"""Functions that take or make functions."""

from collections import namedtuple as _namedtuple

__all__ = [
    "update_wrapper", "wraps", "WRAPPER_ASSIGNMENTS", "WRAPPER_UPDATES", "total_ordering",
    "cmp_to_key", "cache", "lru_cache", "reduce", "partial", "partialmethod", "singledispatch",
    "cached_property",
]

_MISSING = object()

WRAPPER_ASSIGNMENTS = (
    "__module__", "__name__", "__qualname__", "__doc__", "__annotations__", "__type_params__",
)
WRAPPER_UPDATES = ("__dict__",)


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Make `wrapper` look like the function that it wraps."""
    for name in assigned:
        try:
            value = getattr(wrapped, name)
        except AttributeError:
            continue
        setattr(wrapper, name, value)
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, {}))
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """A decorator that applies `update_wrapper` to the function below it."""
    return lambda wrapper: update_wrapper(wrapper, wrapped, assigned, updated)


# The three other comparisons from one, for each one that a class may define: an operator is
# given by how to combine the answer of the defined one with equality.
_FROM_LT = {
    "__gt__": lambda self, lt, other: lt if lt is NotImplemented else not lt and self != other,
    "__le__": lambda self, lt, other: lt if lt is NotImplemented else lt or self == other,
    "__ge__": lambda self, lt, other: lt if lt is NotImplemented else not lt,
}
_FROM_LE = {
    "__ge__": lambda self, le, other: le if le is NotImplemented else not le or self == other,
    "__lt__": lambda self, le, other: le if le is NotImplemented else le and self != other,
    "__gt__": lambda self, le, other: le if le is NotImplemented else not le,
}
_FROM_GT = {
    "__lt__": lambda self, gt, other: gt if gt is NotImplemented else not gt and self != other,
    "__ge__": lambda self, gt, other: gt if gt is NotImplemented else gt or self == other,
    "__le__": lambda self, gt, other: gt if gt is NotImplemented else not gt,
}
_FROM_GE = {
    "__le__": lambda self, ge, other: ge if ge is NotImplemented else not ge or self == other,
    "__gt__": lambda self, ge, other: ge if ge is NotImplemented else ge and self != other,
    "__lt__": lambda self, ge, other: ge if ge is NotImplemented else not ge,
}
_ORDERINGS = {"__lt__": _FROM_LT, "__le__": _FROM_LE, "__gt__": _FROM_GT, "__ge__": _FROM_GE}


def total_ordering(cls):
    """Complete a class that has __eq__ and one of __lt__, __le__, __gt__, __ge__."""
    defined = [name for name in _ORDERINGS if getattr(cls, name) is not getattr(object, name)]
    if not defined:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    base = defined[0]
    for name, combine in _ORDERINGS[base].items():
        if name not in defined:
            setattr(cls, name, _derived(name, base, combine))
    return cls


def _derived(name, base, combine):
    def compare(self, other):
        return combine(self, getattr(type(self), base)(self, other), other)

    compare.__name__ = name
    return compare


# NATIVE: CPython has cmp_to_key, reduce, partial and lru_cache's wrapper in C.


class _Key:
    """Compares by an old-style function that gives a negative number, zero or a positive one."""

    __slots__ = ("obj", "_compare")
    __hash__ = None

    def __init__(self, obj, compare):
        self.obj = obj
        self._compare = compare

    def __lt__(self, other):
        return self._compare(self.obj, other.obj) < 0

    def __gt__(self, other):
        return self._compare(self.obj, other.obj) > 0

    def __eq__(self, other):
        return self._compare(self.obj, other.obj) == 0

    def __le__(self, other):
        return self._compare(self.obj, other.obj) <= 0

    def __ge__(self, other):
        return self._compare(self.obj, other.obj) >= 0


def cmp_to_key(mycmp):
    """Turn a comparison function into a key function for sorted and the like."""
    return lambda obj: _Key(obj, mycmp)


def reduce(function, iterable, initial=_MISSING, /):
    """Fold from the left: f(f(f(a, b), c), d)."""
    iterator = iter(iterable)
    if initial is _MISSING:
        result = next(iterator, _MISSING)
        if result is _MISSING:
            raise TypeError("reduce() of empty iterable with no initial value")
    else:
        result = initial
    for item in iterator:
        result = function(result, item)
    return result


class partial:
    """A function with some of its arguments filled in."""

    def __init__(self, func, /, *args, **keywords):
        if not callable(func):
            raise TypeError("the first argument must be callable")
        if isinstance(func, partial):
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self.func = func
        self.args = args
        self.keywords = keywords

    def __call__(self, /, *args, **keywords):
        return self.func(*self.args, *args, **{**self.keywords, **keywords})

    def __repr__(self):
        cls = type(self)
        name = "functools.partial" if cls is partial else f"{cls.__module__}.{cls.__qualname__}"
        parts = [repr(self.func), *map(repr, self.args)]
        parts += [f"{key}={value!r}" for key, value in self.keywords.items()]
        return f"{name}({', '.join(parts)})"


class partialmethod:
    """partial for methods: the instance comes first, then what was filled in."""

    def __init__(self, func, /, *args, **keywords):
        self.func = func
        self.args = args
        self.keywords = keywords

    def __get__(self, instance, owner=None):
        bound = self.func.__get__(instance, owner)
        return partial(bound, *self.args, **self.keywords)


_CacheInfo = _namedtuple("CacheInfo", ["hits", "misses", "maxsize", "currsize"])


class _KeywordMark:
    """Stands in a cache key between positional and keyword arguments."""


def _make_key(args, kwargs, typed):
    if not (kwargs or typed):
        # As in CPython one int or str is its own key: f(2) and f(2.0) are kept apart.
        return args[0] if len(args) == 1 and type(args[0]) in (int, str) else args
    key = args
    if kwargs:
        key += (_KeywordMark,)
        for item in kwargs.items():
            key += item
    if typed:
        key += tuple(type(value) for value in args)
        key += tuple(type(value) for value in kwargs.values())
    return key


def lru_cache(maxsize=128, typed=False):
    """Remember the results of a function, at most `maxsize` of them (None: all).

    The ones used longest ago are forgotten first.  The function may run twice for the same
    arguments if two threads ask at the same time.
    """
    if callable(maxsize) and isinstance(typed, bool):
        return _cached(maxsize, 128, False)
    if isinstance(maxsize, int):
        maxsize = max(maxsize, 0)
    elif maxsize is not None:
        raise TypeError("Expected first argument to be an integer, a callable, or None")
    return lambda function: _cached(function, maxsize, typed)


def _cached(function, maxsize, typed):
    # A dict keeps insertion order: the first key is the one used longest ago.  Every step
    # is one dict operation, so that threads cannot see it half done.
    results = {}
    hits = misses = 0

    def wrapper(*args, **kwargs):
        nonlocal hits, misses
        key = _make_key(args, kwargs, typed)
        if maxsize is None:
            result = results.get(key, _MISSING)
        else:
            result = results.pop(key, _MISSING)
        if result is not _MISSING:
            hits += 1
        else:
            misses += 1
            result = function(*args, **kwargs)
            if maxsize == 0:
                return result
            while maxsize is not None and len(results) >= maxsize and key not in results:
                results.pop(next(iter(results)), None)
        results[key] = result
        return result

    def cache_info():
        """How the cache has done so far."""
        return _CacheInfo(hits, misses, maxsize, len(results))

    def cache_clear():
        """Forget everything."""
        nonlocal hits, misses
        results.clear()
        hits = misses = 0

    wrapper.cache_info = cache_info
    wrapper.cache_clear = cache_clear
    wrapper.cache_parameters = lambda: {"maxsize": maxsize, "typed": typed}
    return update_wrapper(wrapper, function)


def cache(user_function, /):
    """Remember all results of a function."""
    return lru_cache(maxsize=None)(user_function)


class cached_property:
    """A property that is computed once and then kept in the instance's __dict__."""

    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__
        self.__module__ = func.__module__

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError(
                "Cannot assign the same cached_property to two different names "
                f"({self.attrname!r} and {name!r})."
            )

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self.attrname is None:
            raise TypeError("Cannot use cached_property instance without calling __set_name__ on it.")
        try:
            values = instance.__dict__
        except AttributeError:
            raise TypeError(
                f"No '__dict__' attribute on {type(instance).__name__!r} "
                f"instance to cache {self.attrname!r} property."
            ) from None
        value = values.get(self.attrname, _MISSING)
        if value is _MISSING:
            value = self.func(instance)
            values[self.attrname] = value
        return value


def singledispatch(func):
    """A function that chooses its implementation by the class of its first argument."""
    registry = {object: func}

    def dispatch(cls):
        """The implementation for a class."""
        for base in cls.__mro__:
            if base in registry:
                return registry[base]
        return func

    def register(cls, implementation=None):
        """Add an implementation; as a decorator, with a class or by annotation."""
        if implementation is None:
            if isinstance(cls, type):
                return lambda function: register(cls, function)
            implementation = cls
            cls = next(iter(implementation.__annotations__.values()))
        registry[cls] = implementation
        return implementation

    def wrapper(*args, **kwargs):
        if not args:
            raise TypeError(f"{func.__name__} requires at least 1 positional argument")
        return dispatch(args[0].__class__)(*args, **kwargs)

    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = registry
    return update_wrapper(wrapper, func)
