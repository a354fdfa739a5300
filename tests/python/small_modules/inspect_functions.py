import inspect


def f(a, b=2, *args, c, d: int = 4, **kwargs) -> str:
    """Doc

    more
    """


async def g():
    pass


def h():
    yield


print(inspect.signature(f), list(inspect.signature(f).parameters))
print(inspect.getdoc(f))
print(inspect.isfunction(f), inspect.iscoroutinefunction(g), inspect.isgeneratorfunction(h), inspect.isclass(int))


class C:
    def m(self, x):
        pass


print(inspect.signature(C().m), inspect.ismethod(C().m), inspect.signature(C.m))
