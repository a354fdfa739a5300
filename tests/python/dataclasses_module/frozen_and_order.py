"""frozen, order, hash, kw_only, slots."""

from dataclasses import FrozenInstanceError, dataclass, field


@dataclass(frozen=True)
class Color:
    r: int
    g: int
    b: int = 0


c = Color(1, 2)
print(c, hash(c) == hash(Color(1, 2)), {c: "key"}[Color(1, 2, 0)], len({Color(1, 1), Color(1, 1)}))
for bad in (lambda: setattr(c, "r", 5), lambda: delattr(c, "g"), lambda: setattr(c, "new", 5)):
    try:
        bad()
    except FrozenInstanceError as error:
        print(type(error).__name__, error)


@dataclass(order=True)
class Version:
    major: int
    minor: int = 0
    note: str = field(default="", compare=False)


v = sorted([Version(2), Version(1, 5, "b"), Version(1, 5, "a")])
print(v, Version(1) < Version(1, 1), Version(1, 0, "x") == Version(1), max(v))
try:
    Version(1) < (1, 0)
except TypeError as error:
    print(error)
try:
    hash(Version(1))
except TypeError as error:
    print(error)


@dataclass(kw_only=True)
class Options:
    verbose: bool = False
    level: int


print(Options(level=3), Options(verbose=True, level=1))
try:
    Options(3)
except TypeError as error:
    print(error)
try:
    Options()
except TypeError as error:
    print(error)


@dataclass(slots=True)
class Small:
    x: int
    y: int = 5


s = Small(1)
print(s, Small.__slots__)
try:
    s.z = 1
except AttributeError as error:
    print(error)


@dataclass(repr=False, eq=False)
class Plain:
    x: int

    def __repr__(self):
        return f"plain {self.x}"


print(Plain(1), Plain(1) == Plain(1))


@dataclass(unsafe_hash=True)
class Hashed:
    x: int


print(hash(Hashed(1)) == hash(Hashed(1)), hash(Hashed(1)) == hash((1,)))
