"""Weak references. gilsim counts no references: what is referred to lives on."""

__all__ = ["ReferenceType", "WeakKeyDictionary", "WeakSet", "WeakValueDictionary", "finalize", "proxy", "ref"]


class ref:
    """A reference that can be followed by a call."""

    def __init__(self, object, callback=None):
        self._object = object
        self.__callback__ = callback

    def __call__(self):
        return self._object

    def __eq__(self, other):
        return isinstance(other, ref) and self._object == other._object

    def __hash__(self):
        return hash(self._object)


ReferenceType = ref


class WeakMethod(ref):
    """A reference to a bound method."""


def proxy(object, callback=None):
    return object


class WeakValueDictionary(dict):
    pass


class WeakKeyDictionary(dict):
    pass


class WeakSet(set):
    pass


class finalize:
    """Calls a function at the end of the program."""

    def __init__(self, obj, func, /, *args, **kwargs):
        import atexit

        self._call = (func, args, kwargs)
        self.alive = True
        atexit.register(self)

    def __call__(self):
        if self.alive:
            self.alive = False
            func, args, kwargs = self._call
            return func(*args, **kwargs)

    def detach(self):
        self.alive = False
