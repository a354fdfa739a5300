"""format() and __format__ with classes of one's own."""


class Money:
    def __init__(self, cents):
        self.cents = cents

    def __format__(self, spec):
        if not spec:
            return str(self)
        if spec.endswith("c"):
            return format(self.cents, spec[:-1] + "d") + " cents"
        return format(self.cents / 100, spec)

    def __str__(self):
        return f"${self.cents / 100:.2f}"


m = Money(12345)
print("{} {:.1f} {:>8c} {:,.2f} {!s:>12}".format(m, m, m, m, m), format(m), format(m, "10.3f"), f"{m:c} {m}")


class Table:
    def __init__(self, **cells):
        self.__dict__.update(cells)
        self.items = list(cells.items())

    def __getitem__(self, key):
        return f"<{key}>"


t = Table(a=1, b=[10, 20])
print("{0.a} {0.b[1]} {0[key]} {0[3]} {t.items[0][1]}".format(t, t=t))


class Missing(dict):
    def __missing__(self, key):
        return "{" + key + "}"


print("{known} {unknown}".format_map(Missing(known=1)))
for value, spec in (("text", "d"), ("text", "+"), (5, "s"), (5, "10s"), (2.5, "d"), (None, ">5"), ([1], "5"), ("a", ",")):
    try:
        print(format(value, spec))
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
print(format(5), format("x", ">3"), format(True, "5"), format(True), format(3.0), format(1e6, ",.0f"), format(None))
