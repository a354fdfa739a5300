"""__str__, __repr__, __format__, __bool__, __int__, __float__, __bytes__, __hash__."""


class Money:
    def __init__(self, amount):
        self.amount = amount

    def __repr__(self):
        return f"Money({self.amount!r})"

    def __str__(self):
        return f"${self.amount:.2f}"

    def __format__(self, spec):
        if spec == "short":
            return f"${int(self.amount)}"
        return format(str(self), spec)

    def __int__(self):
        return int(self.amount)

    def __float__(self):
        return float(self.amount)

    def __bool__(self):
        return self.amount != 0

    def __bytes__(self):
        return str(self).encode()



m = Money(12.5)
print(m, repr(m), [m], {m.amount: m}, f"{m} {m!r} {m:short} {m:>10}", "%s %r" % (m, m), "{0} {0!r} {0:short}".format(m))
print(int(m), float(m), bool(m), bool(Money(0)), bytes(m), str(m) + "!", round(float(m)))


class OnlyRepr:
    def __repr__(self):
        return "<only repr>"


class OnlyStr:
    def __str__(self):
        return "only str"


print(OnlyRepr(), str(OnlyRepr()), [OnlyRepr()], OnlyStr(), f"{OnlyStr()}", repr(OnlyStr()).startswith("<__main__.OnlyStr object at "))


class Node:
    def __init__(self, value, children=()):
        self.value, self.children = value, children

    def __repr__(self):
        return f"Node({self.value}, {list(self.children)})"


print(Node(1, [Node(2), Node(3, [Node(4)])]))


class Bad:
    def __str__(self):
        return 5

    def __bool__(self):
        return "yes"

    def __int__(self):
        return "x"


for bad in (lambda: str(Bad()), lambda: bool(Bad()), lambda: int(Bad()), lambda: float(Bad()), lambda: format(OnlyRepr(), "5")):
    try:
        bad()
    except TypeError as error:
        print(error)
