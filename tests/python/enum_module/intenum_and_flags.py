"""IntEnum, StrEnum and Flag."""

from enum import Flag, IntEnum, IntFlag, StrEnum, auto, unique, Enum


class Priority(IntEnum):
    LOW = 1
    HIGH = 10


print(Priority.HIGH > Priority.LOW, Priority.LOW + 5, Priority.HIGH == 10, str(Priority.LOW), repr(Priority.LOW), f"{Priority.HIGH}", sorted([Priority.HIGH, Priority.LOW])[0].name, Priority(10).name)
print([10, 20][Priority.LOW], max(Priority.LOW, 3), isinstance(Priority.LOW, int), "%d" % Priority.HIGH)


class Unit(StrEnum):
    METER = "m"
    SECOND = auto()


print(Unit.METER, Unit.SECOND, Unit.METER + "/s", Unit("m").name, repr(Unit.METER), Unit.METER == "m", f"[{Unit.SECOND:>8}]")


class Perm(Flag):
    R = auto()
    W = auto()
    X = auto()


rw = Perm.R | Perm.W
print(rw, repr(rw), rw.value, Perm.R in rw, Perm.X in rw, rw & Perm.R, bool(rw & Perm.X), ~rw, rw ^ Perm.R, Perm(0), repr(Perm(0)), Perm(3) is rw, [p.name for p in rw])


class Mode(IntFlag):
    A = 1
    B = 2


print(Mode.A | Mode.B, repr(Mode.A | Mode.B), Mode.A + 1, (Mode.A | Mode.B) == 3)
try:
    @unique
    class Wrong(Enum):
        A = 1
        B = 1
except ValueError as error:
    print(error)
