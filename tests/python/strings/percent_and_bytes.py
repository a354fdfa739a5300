"""% with unusual arguments: objects, bytes, errors."""


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __str__(self):
        return f"({self.x}, {self.y})"

    def __repr__(self):
        return f"Point({self.x}, {self.y})"


p = Point(1, 2)
print("%s %r" % (p, p), "%10s|%-10r|" % (p, p), "%s" % None, "%s %s" % (True, [p]))
print("%(p)s and %(p)r" % {"p": p}, "%s" % (p,), "%s" % ((1, 2),))
print(b"%s-%d-%x" % (b"raw", 5, 255), b"%5d|" % 42)
print("%c%c" % ("a", 98), "%d" % True, "%f" % 1, "%.0f" % 0.5, "%.0f" % 1.5, "%x" % -255, "%#x" % 0)
for template, arguments in (("%d", "1"), ("%s %s", "a"), ("%s", ("a", "b")), ("%y", 1), ("%(k)s", {}), ("%(k)s", [1]), ("%d", None), ("%c", 1.5), ("%*d", ("a", 1)), ("%s %(a)s", {"a": 1})):
    try:
        print(template % arguments)
    except (TypeError, ValueError, KeyError) as error:
        print(f"{type(error).__name__}: {error}")
print("%s" % "", "%5s|" % "", "%s%%" % 99, "a%sb" % "-", "%s" * 2 % (1, 2))
