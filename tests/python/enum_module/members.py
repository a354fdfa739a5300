"""Enum members: names, values, lookup, identity."""

from enum import Enum, auto


class Color(Enum):
    RED = 1
    GREEN = 2
    BLUE = 3
    CRIMSON = 1

    def describe(self):
        return f"{self.name.lower()} is {self.value}"


print(Color.RED, repr(Color.RED), Color.RED.name, Color.GREEN.value, Color(2), Color["BLUE"], f"{Color.RED:>12}|")
print(Color.CRIMSON is Color.RED, Color(1).name, Color.RED == Color.RED, Color.RED != Color.BLUE, Color.RED == 1, Color.RED is Color(1))
print(Color.GREEN.describe(), isinstance(Color.RED, Color), type(Color.RED).__name__, {Color.RED: "stop"}[Color.RED])
print(list(Color.__members__), [m.value for m in Color.__members__.values()], hash(Color.RED) == hash(Color["RED"]))


class State(Enum):
    IDLE = auto()
    RUNNING = auto()
    DONE = "finished"


print(State.IDLE, State.RUNNING.value, State("finished"), [State.IDLE, State.DONE])
for bad in (lambda: Color(9), lambda: Color["PINK"], lambda: Color.PINK, lambda: Color.RED < Color.BLUE):
    try:
        bad()
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        print(type(error).__name__, error)
