from enum import Enum, unique


class Color(Enum):
    RED = 1
    GREEN = 2


for action in [
    lambda: Color(7),
    lambda: Color["X"],
    lambda: setattr(Color, "RED", 5),
    lambda: delattr(Color, "RED"),
    lambda: Enum("Bad", [("A", 1), ("A", 2)]),
    lambda: Color.RED < Color.GREEN,
    lambda: type("More", (Color,), {}),
    lambda: unique(Enum("U", [("A", 1), ("B", 1)])),
    lambda: Color.PURPLE,
]:
    try:
        action()
    except Exception as error:
        print(type(error).__name__, error)
