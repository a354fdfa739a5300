"""Calling a named tuple's class: defaults, keywords, and the messages of wrong calls."""
import collections
import traceback

Point = collections.namedtuple("Point", "x y")
Full = collections.namedtuple("Full", "a b c", defaults=(2, 3))
Empty = collections.namedtuple("Empty", "")
One = collections.namedtuple("One", ["only"])
Text = collections.namedtuple("Text", "left right", defaults="")

for make in (Point, Full, Empty, One, Text):
    for arguments, keywords in (
        ((), {}), ((1,), {}), ((1, 2), {}), ((1, 2, 3), {}), ((1, 2, 3, 4), {}),
        ((1,), {"y": 2}), ((1,), {"b": 2}), ((), {"only": 1}), ((1,), {"x": 2}), ((), {"z": 1}),
    ):
        try:
            print(make(*arguments, **keywords))
        except TypeError as error:
            print(error)
print(Full.__new__.__defaults__, Point.__new__.__doc__, Point.__doc__, Full._field_defaults)
print(Point.__new__.__qualname__, Point.__new__.__name__)


def wrong():
    return Point(1)


try:
    wrong()
except TypeError:
    print(traceback.format_exc())


class Named(collections.namedtuple("Named", "first last")):
    def __new__(cls, first, last="Doe"):
        return super().__new__(cls, first.title(), last)


print(Named("ann"), Named("bob", "Roe"), Named._make(["c", "d"]))
