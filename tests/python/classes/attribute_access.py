"""__getattr__, __getattribute__, __setattr__, __delattr__ and descriptors."""


class Lazy:
    def __init__(self):
        self.real = 1

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(f"no private {name}")
        print("computing", name)
        value = self.__dict__[name] = name.upper()
        return value


x = Lazy()
print(x.real, x.color, x.color, hasattr(x, "_hidden"), getattr(x, "_hidden", "default"))


class Guarded:
    def __setattr__(self, name, value):
        if name == "locked":
            raise AttributeError("locked is read-only")
        print("set", name)
        super().__setattr__(name, value)

    def __delattr__(self, name):
        print("del", name)
        object.__delattr__(self, name)


g = Guarded()
g.a = 5
del g.a
try:
    g.locked = 1
except AttributeError as error:
    print(error)


class Logged:
    value = 3

    def __getattribute__(self, name):
        if name != "__class__":
            print("get", name)
        return super().__getattribute__(name)


print(Logged().value)


class Positive:
    def __set_name__(self, owner, name):
        print("named", name, "in", owner.__name__)
        self.name = "_" + name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        return getattr(instance, self.name, 0)

    def __set__(self, instance, value):
        if value < 0:
            raise ValueError(f"{self.name[1:]} must be positive")
        setattr(instance, self.name, value)


class Product:
    price = Positive()
    stock = Positive()


p = Product()
p.price = 10
print(p.price, p.stock, vars(p), type(Product.price).__name__)
try:
    p.stock = -1
except ValueError as error:
    print(error)


class Once:
    def __init__(self, f):
        self.f = f

    def __get__(self, instance, owner):
        print("evaluated once")
        value = instance.__dict__[self.f.__name__] = self.f(instance)
        return value


class Report:
    @Once
    def total(self):
        return 42


r = Report()
print(r.total, r.total)
