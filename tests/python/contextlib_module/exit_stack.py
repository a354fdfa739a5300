"""ExitStack: any number of managers, callbacks, order, errors."""

from contextlib import ExitStack, contextmanager


@contextmanager
def resource(name):
    print("open", name)
    yield name
    print("close", name)


with ExitStack() as stack:
    names = [stack.enter_context(resource(n)) for n in ("a", "b", "c")]
    stack.callback(print, "callback", sep="")
    print(names)


class Swallow:
    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        print("got", repr(error))
        return True


with ExitStack() as stack:
    stack.enter_context(Swallow())
    raise ValueError("x")
print("goes on")
try:
    with ExitStack() as stack:
        stack.callback(lambda: print("runs anyway"))
        stack.callback(lambda: 1 / 0)
        raise KeyError("k")
except ZeroDivisionError as error:
    print(error, repr(error.__context__))
stack = ExitStack()
stack.enter_context(resource("moved"))
kept = stack.pop_all()
stack.close()
print("not closed yet")
kept.close()
try:
    ExitStack().enter_context(5)
except TypeError as error:
    print(error)
with ExitStack() as stack:
    @stack.push
    def on_exit(kind, error, trace):
        print("exit function", kind)
