"""Properties that check, convert and compute."""


class Person:
    def __init__(self, name, age):
        self.name = name
        self.age = age

    @property
    def name(self):
        return self._name

    @name.setter
    def name(self, value):
        if not isinstance(value, str) or not value.strip():
            raise ValueError("name must be a non-empty string")
        self._name = value.strip().title()

    @property
    def age(self):
        return self._age

    @age.setter
    def age(self, value):
        value = int(value)
        if not 0 <= value < 150:
            raise ValueError(f"age out of range: {value}")
        self._age = value

    @property
    def is_adult(self):
        return self.age >= 18


p = Person("  ada lovelace ", "36")
print(p.name, p.age, p.is_adult, vars(p))
p.age += 1
print(p.age)
for attribute, value in (("age", -1), ("age", "x"), ("name", ""), ("is_adult", True)):
    try:
        setattr(p, attribute, value)
    except (ValueError, AttributeError) as error:
        print(type(error).__name__, error)


class Rectangle:
    def __init__(self, w, h):
        self.w, self.h = w, h

    @property
    def area(self):
        return self.w * self.h

    @area.setter
    def area(self, value):
        factor = (value / self.area) ** 0.5
        self.w *= factor
        self.h *= factor


r = Rectangle(2, 8)
r.area = 64
print(r.w, r.h, r.area, isinstance(Rectangle.area, property), Rectangle.area.fget(r), Rectangle.area.fdel)
