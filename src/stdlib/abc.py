"""Abstract base classes.

CPython checks abstract methods in the metaclass ABCMeta.  Here ABC is an ordinary class that
does it when a subclass is made and when an instance is asked for; `register` is left out.
"""


def abstractmethod(funcobj):
    """Mark a method that subclasses must define."""
    funcobj.__isabstractmethod__ = True
    return funcobj


def update_abstractmethods(cls):
    """Find out again which methods of a class are abstract."""
    names = set()
    for base in cls.__bases__:
        for name in getattr(base, "__abstractmethods__", ()):
            if _is_abstract(getattr(cls, name, None)):
                names.add(name)
    for name, value in cls.__dict__.items():
        if _is_abstract(value):
            names.add(name)
    cls.__abstractmethods__ = frozenset(names)
    return cls


def _is_abstract(value):
    if getattr(value, "__isabstractmethod__", False):
        return True
    # A property or class method is abstract if a function inside it is.
    for inside in ("fget", "fset", "fdel", "__func__"):
        if getattr(getattr(value, inside, None), "__isabstractmethod__", False):
            return True
    return False


class ABC:
    """Base of classes that may have abstract methods."""

    __slots__ = ()

    def __init_subclass__(cls, /, **kwargs):
        super().__init_subclass__(**kwargs)
        update_abstractmethods(cls)

    def __new__(cls, /, *args, **kwargs):
        missing = sorted(cls.__abstractmethods__)
        if missing:
            plural = "s" if len(missing) > 1 else ""
            names = ", ".join([f"'{name}'" for name in missing])
            raise TypeError(
                f"Can't instantiate abstract class {cls.__name__} "
                f"without an implementation for abstract method{plural} {names}"
            )
        new = super().__new__
        if new is not object.__new__:
            return new(cls, *args, **kwargs)
        if (args or kwargs) and cls.__init__ is object.__init__:
            raise TypeError(f"{cls.__name__}() takes no arguments")
        return new(cls)


ABC.__abstractmethods__ = frozenset()
