"""float arithmetic: division, rounding, methods, mixed comparison, errors."""

import math

print(7 / 2, 7.0 // 2, -7.0 // 2, 7.5 % 2, -7.5 % 2, 7.5 % -2, divmod(7.5, 2))
print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234.567, -2), round(0.5), round(1.5))
print(type(round(2.5)).__name__, type(round(2.5, 0)).__name__, round(2.5, 1), round(1e20))
print((2.5).is_integer(), (2.0).is_integer(), (0.75).as_integer_ratio(), (10.5).hex(), float.fromhex("0x1.8p1"))
print(abs(-2.5), -(-1.5), +2.5, 2.0 ** 3, 2 ** -2, (-8.0) ** 2, 4.0 ** 0.5)
print(1 < 1.5 < 2, 1 == 1.0, 2 ** 63 < 1e19, 2 ** 1000 > 1e300, 1e300 < 2 ** 1000)
print(float("nan") < 1, float("nan") != float("nan"), float("inf") > 10 ** 400)
print(sum([0.1] * 10), math.fsum([0.1] * 10), sum([1, 2.5]), sum([0.5, 1], 10))
print(max(1, 2.0), max(2, 2.0), min(1.0, 1), hash(1.0) == hash(1), hash(0.5), hash(float("inf")))
for expression in (lambda: 1 / 0, lambda: 1.0 / 0, lambda: 1 // 0, lambda: 1.0 // 0, lambda: 1 % 0, lambda: 1.5 % 0, lambda: divmod(1, 0), lambda: 0 ** -1, lambda: 0.0 ** -1):
    try:
        expression()
    except ZeroDivisionError as error:
        print(error)
try:
    2.0 ** 10000
except OverflowError as error:
    print(error)
try:
    10 ** 400 / 3
except OverflowError as error:
    print(error)
