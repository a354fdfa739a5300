"""del for names, items, slices and attributes, and what is left behind."""

x = 1
del x
try:
    x
except NameError as error:
    print(error)

numbers = list(range(10))
del numbers[0]
del numbers[-1]
print(numbers)
del numbers[1:3]
print(numbers)
del numbers[::2]
print(numbers)
del numbers[:]
print(numbers)

table = {"a": 1, "b": 2, "c": 3}
del table["b"], table["c"]
print(table)
try:
    del table["zz"]
except KeyError as error:
    print("KeyError", error)


class Point:
    def __init__(self):
        self.x = 1


point = Point()
del point.x
try:
    point.x
except AttributeError as error:
    print(error)
try:
    del point.y
except AttributeError as error:
    print(error)


def local():
    value = 1
    del value
    try:
        return value
    except UnboundLocalError as error:
        return str(error)


print(local())
a = b = [1]
del a
print(b)
try:
    del [1, 2][5]
except IndexError as error:
    print(error)
