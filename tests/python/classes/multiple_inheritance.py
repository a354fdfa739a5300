"""Mixins and cooperative super with keyword arguments; the linearisation."""


class Named:
    def __init__(self, *, name, **rest):
        super().__init__(**rest)
        self.name = name


class Priced:
    def __init__(self, *, price, **rest):
        super().__init__(**rest)
        self.price = price

    def label(self):
        return f"${self.price}"


class Tagged:
    def __init__(self, **rest):
        super().__init__(**rest)
        self.tags = []

    def label(self):
        return super().label() + " " + "/".join(self.tags)


class Product(Tagged, Named, Priced):
    pass


p = Product(name="pen", price=2)
p.tags.append("new")
print(p.name, p.label(), [c.__name__ for c in Product.__mro__])
try:
    Product(name="x", price=1, color="red")
except TypeError as error:
    print(error)


class X:
    def who(self):
        return "X"


class Y(X):
    def who(self):
        return "Y" + super().who()


class Z(X):
    def who(self):
        return "Z" + super().who()


class W(Y, Z):
    def who(self):
        return "W" + super().who()


print(W().who(), Y().who(), [c.__name__ for c in W.mro()], super(Y, W()).who())
try:
    class Bad(X, Y):
        pass
except TypeError as error:
    print(error)


class Both(list, X):
    pass


b = Both([1, 2])
print(b, b.who(), len(b))
try:
    class Layout(int, str):
        pass
except TypeError as error:
    print(error)
