"""Three generations, overriding, super in class methods and properties, isinstance."""


class Vehicle:
    wheels = 4
    count = 0

    def __init__(self, name, **extra):
        self.name = name
        self.extra = extra
        Vehicle.count += 1

    def describe(self):
        return f"{self.name} with {self.wheels} wheels"

    @classmethod
    def create(cls, *args):
        return cls(*args)

    def __repr__(self):
        return f"{type(self).__name__}({self.name!r})"


class Car(Vehicle):
    def __init__(self, name, doors=4, **extra):
        super().__init__(name, **extra)
        self.doors = doors

    def describe(self):
        return super().describe() + f" and {self.doors} doors"


class Sports(Car):
    def __init__(self, name, **extra):
        super().__init__(name, doors=2, **extra)

    @classmethod
    def create(cls, *args):
        made = super().create(*args)
        made.name += " GT"
        return made


class Bike(Vehicle):
    wheels = 2


garage = [Vehicle("cart"), Car("sedan", color="red"), Sports.create("fast"), Bike("bmx")]
for v in garage:
    print(v, v.describe(), isinstance(v, Car), type(v).__mro__[1].__name__, v.extra)
print(Vehicle.count, Sports.count, Bike.wheels, [issubclass(c, Vehicle) for c in (Car, Sports, Bike, int)])
print(sorted((type(v).__name__ for v in garage)), Car.describe(garage[2]), Vehicle.describe(garage[2]))
Vehicle.wheels = 3
print([v.wheels for v in garage], Vehicle.__subclasses__(), Sports.__bases__)
garage[0].wheels = 1
print(garage[0].wheels, Vehicle.wheels)
