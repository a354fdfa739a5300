from enum import Enum, StrEnum, auto


class Planet(Enum):
    EARTH = (5.97, 6.37)
    MARS = (0.64, 3.39)

    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius

    @property
    def density(self):
        return round(self.mass / self.radius, 2)

    @classmethod
    def heaviest(cls):
        return max(cls, key=lambda p: p.mass)


print(Planet.EARTH.mass, Planet.MARS.density, Planet.heaviest(), Planet.EARTH.value)


class Op(Enum):
    ADD = "+"
    SUB = "-"

    def __call__(self, a, b):
        return a + b if self is Op.ADD else a - b

    def __str__(self):
        return f"op {self.value}"


print(Op.ADD(1, 2), Op.SUB, f"{Op.ADD}", repr(Op.SUB), Op("+"))


class Name(StrEnum):
    FIRST = auto()
    SECOND = "two"


print(Name.FIRST, Name.FIRST == "first", Name.SECOND.upper(), f"{Name.FIRST:>7}", list(Name))


class Status(Enum):
    OPEN = 1

    @classmethod
    def _missing_(cls, value):
        return cls.OPEN if value == "open" else None


print(Status("open"))
