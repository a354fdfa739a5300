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
