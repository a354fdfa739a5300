from enum import Enum, IntEnum, unique


class Color(Enum):
    RED = 1
    GREEN = 2
    BLUE = 3
    CRIMSON = 1


print(list(Color), len(Color), [c.name for c in Color], [c.value for c in reversed(Color)])
print(Color.RED in Color, 2 in Color, 9 in Color, Color["RED"], Color(3), Color.CRIMSON)
print(Color, repr(Color), type(Color.RED), Color.__members__)
for name, member in Color.__members__.items():
    print(name, member)


class Level(IntEnum):
    LOW = 1
    HIGH = 10


print(sorted(Level, reverse=True), max(Level), sum(Level), [level + 1 for level in Level])
print({c: c.value for c in Color}, dict(zip(Color, "abc")))
