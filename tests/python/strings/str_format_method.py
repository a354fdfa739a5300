"""str.format: positions, names, attributes, items, conversions, nested specs."""


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __format__(self, spec):
        return f"<{self.x}|{self.y}|{spec}>"

    def __str__(self):
        return "point"


p = Point(1, 2)
print("{} {}".format("a", "b"), "{1} {0} {1}".format("a", "b"), "{x}-{y}".format(x=1, y=2))
print("{0.x} {0.y} {d[key]} {l[0]}".format(p, d={"key": "v"}, l=[9]))
print("{!r} {!s} {!a}".format("é", "é", "é"), "{0!r:>10}|".format("a"))
print("{:>8}|{:<8}|{:^8}|{:*^8}|".format("ab", "ab", "ab", "ab"))
print("{:{}}|{:{w}.{p}f}|{:{fill}{align}6}".format("x", 5, 3.14159, 7, w=8, p=2, fill="-", align=">"))
print("{:d} {:,} {:.1%} {:#x} {:e}".format(5, 1234567, 0.256, 255, 1234.5))
print("{} {:spec} {!s}".format(p, p, p))
print("{{literal}} {0}".format("value"), "{}".format(None), "{:5}|{:5}|".format(True, "a"))
print("{:%Y}".format(p), "{a}{b}".format(**{"a": 1, "b": 2}), "{}{}".format(*"xy"))
print("{0[a]} {0[1]}".format({"a": "str key", 1: "int key"}))
print("{name} {}".format(1, name="n"), format("abc", ".2"), format(p), "{x}".format_map({"x": 7}))
for template, args in (
    ("{} {}", (1,)),
    ("{x}", ()),
    ("{0} {}", (1, 2)),
    ("{", ()),
    ("}", ()),
    ("{:d}", ("a",)),
    ("{!z}", (1,)),
    ("{:>5}", (None,)),
    ("{0.nope}", (1,)),
    ("{0[5]}", ([1],)),
):
    try:
        print(template.format(*args))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
