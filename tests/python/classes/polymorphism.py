"""Duck typing, abstract methods by hand, mixins, dispatch on type, iteration of objects."""


class Duck:
    def speak(self):
        return "Quack"


class Robot:
    def speak(self):
        return "Beep"


class Silent:
    pass


for thing in (Duck(), Robot(), Silent()):
    try:
        print(type(thing).__name__, thing.speak())
    except AttributeError as error:
        print(error)


class JsonMixin:
    def to_json(self):
        inside = ", ".join(f'"{k}": {v!r}' for k, v in sorted(vars(self).items()))
        return "{" + inside + "}"


class LogMixin:
    log = []

    def note(self, text):
        self.log.append(f"{type(self).__name__}: {text}")


class User(JsonMixin, LogMixin):
    def __init__(self, name, age):
        self.name, self.age = name, age
        self.note("made")


print(User("Ada", 36).to_json(), User("Bob", 1).log)


class Expression:
    def evaluate(self, env):
        raise NotImplementedError


class Number(Expression):
    def __init__(self, value):
        self.value = value

    def evaluate(self, env):
        return self.value


class Name(Expression):
    def __init__(self, name):
        self.name = name

    def evaluate(self, env):
        return env[self.name]


class Add(Expression):
    def __init__(self, *terms):
        self.terms = terms

    def evaluate(self, env):
        return sum(term.evaluate(env) for term in self.terms)


tree = Add(Number(1), Name("x"), Add(Name("y"), Number(10)))
print(tree.evaluate({"x": 5, "y": 7}))
try:
    tree.evaluate({})
except KeyError as error:
    print("unbound", error)


class Stack:
    def __init__(self):
        self._items = []

    def push(self, item):
        self._items.append(item)
        return self

    def pop(self):
        if not self._items:
            raise IndexError("pop from an empty stack")
        return self._items.pop()


s = Stack().push(1).push(2)
print(s.pop(), s.pop())
try:
    s.pop()
except IndexError as error:
    print(error)
