"""Enums with constructors, a state machine, a queue of commands."""

from enum import Enum


class Planet(Enum):
    EARTH = (5.976e24, 6.37814e6)
    MARS = (6.421e23, 3.3972e6)

    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius

    @property
    def gravity(self):
        return 6.673e-11 * self.mass / self.radius ** 2


print(Planet.EARTH.gravity, Planet.MARS.mass, Planet.EARTH.value, Planet((6.421e23, 3.3972e6)).name)


class Light(Enum):
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"

    def next(self):
        order = {Light.GREEN: Light.YELLOW, Light.YELLOW: Light.RED, Light.RED: Light.GREEN}
        return order[self]

    @classmethod
    def start(cls):
        return cls.RED

    @staticmethod
    def count():
        return len(Light.__members__)


light = Light.start()
for _ in range(4):
    print(light.name, light.value, end=" -> ")
    light = light.next()
print(light, Light.count(), Light("red") is Light.RED)


class Command(Enum):
    PUSH = 1
    ADD = 2
    STOP = 3


stack = []
for command, *argument in ((Command.PUSH, 2), (Command.PUSH, 3), (Command.ADD,), (Command.STOP,), (Command.ADD,)):
    if command is Command.PUSH:
        stack.append(argument[0])
    elif command is Command.ADD:
        stack.append(stack.pop() + stack.pop())
    elif command is Command.STOP:
        break
print(stack, command)
