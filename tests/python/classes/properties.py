"""property with getter, setter, deleter; computed and read-only attributes."""


class Temperature:
    def __init__(self, celsius):
        self.celsius = celsius

    @property
    def celsius(self):
        """Degrees."""
        return self._celsius

    @celsius.setter
    def celsius(self, value):
        if value < -273.15:
            raise ValueError("below absolute zero")
        self._celsius = value

    @celsius.deleter
    def celsius(self):
        print("forgetting")
        del self._celsius

    @property
    def fahrenheit(self):
        return self._celsius * 9 / 5 + 32


t = Temperature(100)
print(t.celsius, t.fahrenheit, Temperature.celsius.__doc__)
t.celsius = -40
print(t.fahrenheit)
try:
    t.celsius = -300
except ValueError as error:
    print(error)
for bad in (lambda: setattr(t, "fahrenheit", 1), lambda: delattr(t, "fahrenheit")):
    try:
        bad()
    except AttributeError as error:
        print(error)
del t.celsius
try:
    t.celsius
except AttributeError as error:
    print(error)


class Circle:
    def __init__(self, radius):
        self.radius = radius

    area = property(lambda self: 3 * self.radius ** 2)

    def _get(self):
        return self.radius * 2

    def _set(self, diameter):
        self.radius = diameter / 2

    diameter = property(_get, _set, doc="twice the radius")


c = Circle(2)
c.diameter = 10
print(c.radius, c.area, c.diameter, Circle.diameter.__doc__, type(Circle.area).__name__)


class Loud(Temperature):
    @property
    def fahrenheit(self):
        return f"{super().fahrenheit}!"


print(Loud(0).fahrenheit)
