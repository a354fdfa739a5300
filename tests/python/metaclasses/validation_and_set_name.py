class Field:
    def __set_name__(self, owner, name):
        self.name = name
        print("set_name", owner.__name__, name)

    def __get__(self, instance, owner):
        return self if instance is None else instance.__dict__.get(self.name)

    def __set__(self, instance, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.name} must be {self.kind.__name__}")
        instance.__dict__[self.name] = value


class Integer(Field):
    kind = int


class Text(Field):
    kind = str


class ModelMeta(type):
    def __new__(mcs, name, bases, namespace):
        fields = {k: v for k, v in namespace.items() if isinstance(v, Field)}
        cls = super().__new__(mcs, name, bases, namespace)
        cls._fields = {**getattr(cls, "_fields", {}), **fields}
        return cls


class Model(metaclass=ModelMeta):
    def __init__(self, **values):
        for key in self._fields:
            setattr(self, key, values[key])

    def __repr__(self):
        return f"{type(self).__name__}({', '.join(f'{k}={getattr(self, k)!r}' for k in self._fields)})"


class User(Model):
    name = Text()
    age = Integer()


print(User(name="Ada", age=36), list(User._fields))
try:
    User(name="Bob", age="x")
except TypeError as error:
    print(error)
