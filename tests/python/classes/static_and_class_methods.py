"""staticmethod and classmethod, alternative constructors, inheritance of them."""


class Date:
    count = 0

    def __init__(self, year, month, day):
        self.year, self.month, self.day = year, month, day
        type(self).count += 1

    @classmethod
    def parse(cls, text):
        return cls(*map(int, text.split("-")))

    @staticmethod
    def is_leap(year):
        return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)

    @classmethod
    def name(cls):
        return cls.__name__

    def __str__(self):
        return f"{self.name()} {self.year}-{self.month:02}-{self.day:02}"


class Holiday(Date):
    @classmethod
    def parse(cls, text):
        print("parsing a holiday")
        return super().parse(text)


print(Date.parse("2024-02-29"), Holiday.parse("2024-12-25"), Date.is_leap(1900), Date(1, 2, 3).is_leap(2000))
print(type(Holiday.parse("2000-1-1")).__name__, Date.count, Holiday.count, Holiday.name(), Date(1, 1, 1).name())
print(type(Date.__dict__["is_leap"]).__name__, type(Date.__dict__["parse"]).__name__)
bound = Holiday.name
print(bound(), Date.is_leap is Date.is_leap)


class Registry:
    items = {}

    @classmethod
    def add(cls, name):
        def decorate(f):
            cls.items[name] = f
            return f
        return decorate


@Registry.add("double")
def double(x):
    return x * 2


print(Registry.items["double"](4))


class Tools:
    @staticmethod
    def add(a, b=1):
        return a + b

    total = staticmethod(sum)
    shout = staticmethod(lambda text: text.upper())


print(Tools.add(1), Tools().add(1, 2), Tools().total([1, 2]), Tools().shout("x"))
try:
    Tools.add()
except TypeError as error:
    print(error)
