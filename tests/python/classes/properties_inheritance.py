"""Properties in subclasses: override, extend, abstract by hand, class-level access."""


class Base:
    def __init__(self):
        self._value = 1

    @property
    def value(self):
        return self._value

    @value.setter
    def value(self, v):
        self._value = v

    @property
    def label(self):
        return f"base {self.value}"


class Doubled(Base):
    @property
    def value(self):
        return super().value * 2

    @value.setter
    def value(self, v):
        Base.value.fset(self, v)


class ReadOnly(Base):
    @property
    def value(self):
        return "fixed"


class ExtendedSetter(Base):
    @Base.value.setter
    def value(self, v):
        self._value = abs(v)


d = Doubled()
d.value = 5
print(d.value, d.label, d._value)
r = ReadOnly()
try:
    r.value = 3
except AttributeError as error:
    print(error)
print(r.value, r.label)
e = ExtendedSetter()
e.value = -7
print(e.value, e.label, Base.value is ExtendedSetter.value)


class Lazy:
    @property
    def data(self):
        if not hasattr(self, "_data"):
            print("loading")
            self._data = [1, 2, 3]
        return self._data


lazy = Lazy()
print(lazy.data is lazy.data, sum(lazy.data))


class Broken:
    @property
    def oops(self):
        return self.missing


try:
    Broken().oops
except AttributeError as error:
    print(error)
print(hasattr(Broken(), "oops"), getattr(Broken(), "oops", "default"), Base().__class__.value.__doc__)
