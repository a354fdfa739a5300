"""Abstract base classes."""

__all__ = [
    "ABC",
    "ABCMeta",
    "abstractclassmethod",
    "abstractmethod",
    "abstractproperty",
    "abstractstaticmethod",
    "get_cache_token",
    "update_abstractmethods",
]


def abstractmethod(funcobj):
    """Mark a method that subclasses must define."""
    funcobj.__isabstractmethod__ = True
    return funcobj


class abstractproperty(property):
    __isabstractmethod__ = True


class abstractclassmethod:
    """`@classmethod` and `@abstractmethod` in one."""

    def __new__(cls, function):
        return classmethod(abstractmethod(function))


class abstractstaticmethod:
    """`@staticmethod` and `@abstractmethod` in one."""

    def __new__(cls, function):
        return staticmethod(abstractmethod(function))


def update_abstractmethods(cls):
    """Find out again which methods of a class are abstract."""
    names = set()
    for base in cls.__bases__:
        for name in getattr(base, "__abstractmethods__", ()):
            if _is_abstract(getattr(cls, name, None)):
                names.add(name)
    for name, value in list(cls.__dict__.items()):
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


_registrations = 0


def get_cache_token():
    return _registrations


class ABCMeta(type):
    """The class of classes that may have abstract methods and virtual subclasses."""

    def __new__(mcls, name, bases, namespace, /, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        update_abstractmethods(cls)
        return cls

    def register(cls, subclass):
        """Make a class count as a subclass; also a decorator."""
        global _registrations
        if not isinstance(subclass, type):
            raise TypeError("Can only register classes")
        if issubclass(subclass, cls):
            return subclass
        if issubclass(cls, subclass):
            raise RuntimeError("Refusing to create an inheritance cycle")
        known = cls.__dict__.get("_abc_registry")
        if known is None:
            known = []
            cls._abc_registry = known
        known.append(subclass)
        _registrations += 1
        return subclass

    def __instancecheck__(cls, instance):
        return cls.__subclasscheck__(instance.__class__)

    def __subclasscheck__(cls, subclass):
        if not isinstance(subclass, type):
            raise TypeError("issubclass() arg 1 must be a class")
        if cls in subclass.__mro__:
            return True
        hook = getattr(cls, "__subclasshook__", None)
        if hook is not None:
            verdict = hook(subclass)
            if verdict is not NotImplemented:
                return verdict
        for known in cls.__dict__.get("_abc_registry", ()):
            if issubclass(subclass, known):
                return True
        for derived in cls.__subclasses__():
            if isinstance(derived, ABCMeta) and issubclass(subclass, derived):
                return True
        return False


class ABC(metaclass=ABCMeta):
    """Base of classes that may have abstract methods."""

    __slots__ = ()
