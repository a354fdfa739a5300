"""Unpacking too many or too few, in assignment and in for."""

point = (1, 2)
x, y = point
print(x, y)
for name, age in [("Ada", 36), ("Bob",)]:
    print(name, age)
