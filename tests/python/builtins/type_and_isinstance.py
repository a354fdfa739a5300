"""type, isinstance, issubclass, callable, getattr family, id, dir."""


class Animal:
    kind = "animal"


class Dog(Animal):
    def bark(self):
        return "woof"


d = Dog()
print(type(d).__name__, type(d) is Dog, isinstance(d, Animal), isinstance(d, (int, str)), isinstance(True, int), isinstance(1, bool))
print(issubclass(Dog, Animal), issubclass(bool, int), issubclass(Animal, Dog), isinstance(3, int | str), isinstance(Dog, type))
print(type(1), type("a"), type(None), type(type), type(print), type(len).__name__, type(lambda: 0), type(d.bark), type(range(1)))
print(getattr(d, "kind"), getattr(d, "nope", "default"), hasattr(d, "bark"), hasattr(d, "nope"))
setattr(d, "age", 3)
print(d.age, vars(d), d.__dict__, d.__class__.__name__)
delattr(d, "age")
print(vars(d), callable(d), callable(d.bark), callable(Dog), callable(print), callable(3))
print(id(d) == id(d), d == d, d is d, Dog() == Dog())
print([name for name in dir(d) if not name.startswith("_")])
print(isinstance([], object), type(object()), repr(type), str(int), Dog, object, ValueError)
print(type(iter([])), type(iter({})), type({}.keys()), type(zip()), type(x for x in []), type(enumerate([])))
for bad in (lambda: isinstance(1, 1), lambda: issubclass(1, int), lambda: getattr(d, "missing"), lambda: d(), lambda: getattr(d, 1)):
    try:
        bad()
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
