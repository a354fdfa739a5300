"""When decorators run, in which order, and what they may return."""

events = []


def mark(name):
    events.append(f"make {name}")

    def decorate(f):
        events.append(f"apply {name} to {f.__name__}")
        return f
    return decorate


@mark("outer")
@mark("inner")
def f(x=events.append("default")):
    return x


for event in events:
    print(event)


def replace_with(value):
    return lambda f: value


@replace_with(42)
def not_a_function():
    pass


print(not_a_function)


class Registry:
    def __init__(self):
        self.handlers = {}

    def on(self, name):
        def decorate(f):
            self.handlers.setdefault(name, []).append(f)
            return f
        return decorate

    def emit(self, name, *args):
        return [f(*args) for f in self.handlers.get(name, [])]


bus = Registry()


@bus.on("start")
def first(x):
    return "first " + x


@bus.on("start")
@bus.on("stop")
def second(x):
    return "second " + x


print(bus.emit("start", "a"), bus.emit("stop", "b"), bus.emit("nothing", "c"))


class Tool:
    @staticmethod
    @mark("static")
    def helper():
        return "helped"

    @property
    @mark("property")
    def name(self):
        return "tool"


print(Tool.helper(), Tool().name, events[-2:])
