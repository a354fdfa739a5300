"""Names for the types that have no name of their own, and SimpleNamespace."""

import sys as _sys


def _function():
    pass


def _generator():
    yield


class _Class:
    def method(self):
        pass


def _cell():
    value = None
    return (lambda: value).__closure__[0]


def _traceback():
    try:
        raise TypeError
    except TypeError as error:
        return error.__traceback__


FunctionType = type(_function)
LambdaType = FunctionType
MethodType = type(_Class().method)
BuiltinFunctionType = type(len)
BuiltinMethodType = type([].append)
CodeType = type(_function.__code__)
CellType = type(_cell())
GeneratorType = type(_generator())
MappingProxyType = type(type.__dict__)
ModuleType = type(_sys)
TracebackType = type(_traceback())
NoneType = type(None)
NotImplementedType = type(NotImplemented)
EllipsisType = type(...)
GenericAlias = type(list[int])
UnionType = type(int | str)


class SimpleNamespace:
    """An object with whatever attributes one gives it."""

    def __init__(self, mapping_or_iterable=(), /, **kwargs):
        self.__dict__.update(mapping_or_iterable)
        self.__dict__.update(kwargs)

    def __repr__(self):
        name = type(self).__name__
        if type(self) is SimpleNamespace:
            name = "namespace"
        inside = ", ".join([f"{key}={value!r}" for key, value in self.__dict__.items()])
        return f"{name}({inside})"

    def __eq__(self, other):
        if isinstance(self, SimpleNamespace) and isinstance(other, SimpleNamespace):
            return self.__dict__ == other.__dict__
        return NotImplemented


async def _coroutine():
    pass


async def _async_generator():
    yield


_example = _coroutine()
CoroutineType = type(_example)
_example.close()
AsyncGeneratorType = type(_async_generator())
ClassMethodDescriptorType = type(dict.__dict__["fromkeys"])
MethodDescriptorType = type(str.join)
WrapperDescriptorType = type(object.__init__)
MemberDescriptorType = type(type("_", (), {"__slots__": ("a",)}).a)
GetSetDescriptorType = type(GeneratorType.gi_frame)


class _GeneratorAwaitable:
    """A generator that can be awaited."""

    def __init__(self, generator):
        self._generator = generator

    def __await__(self):
        return self._generator

    __iter__ = __await__

    def __next__(self):
        return next(self._generator)

    def __getattr__(self, name):
        return getattr(self._generator, name)


def coroutine(func):
    """Lets what a generator function returns be awaited."""
    if not callable(func):
        raise TypeError("types.coroutine() expects a callable")

    def wrapped(*args, **kwargs):
        made = func(*args, **kwargs)
        return _GeneratorAwaitable(made) if isinstance(made, GeneratorType) else made

    wrapped.__name__ = func.__name__
    wrapped.__qualname__ = func.__qualname__
    wrapped.__doc__ = func.__doc__
    wrapped.__wrapped__ = func
    return wrapped


def new_class(name, bases=(), kwds=None, exec_body=None):
    """Makes a class as a `class` statement does."""
    kwds = dict(kwds or {})
    meta = kwds.pop("metaclass", None) or (type(bases[0]) if bases else type)
    namespace = meta.__prepare__(name, bases, **kwds) if hasattr(meta, "__prepare__") else {}
    if exec_body is not None:
        exec_body(namespace)
    return meta(name, bases, namespace, **kwds)
