"""The digits of functions that are CPython's own or the C library's, and sums with infinities."""
import math
import random

for x in (0.5, 1.5, 6.5, 23.0, 24.0, 50.5, 140.25, 170.6, -0.5, -10.047454706282167, -150.3, 1e-21):
    print(x, math.gamma(x), math.lgamma(x))
for x in (171.7, -1.0, 0.0):
    try:
        print(math.gamma(x))
    except (ValueError, OverflowError) as error:
        print(x, error)
print(math.gamma(-200.5), math.lgamma(1.0), math.lgamma(2), math.lgamma(float("-inf")))

random.seed(11)
numbers = [random.uniform(0.001, 50) for _ in range(40)]
for x in numbers[:8]:
    print(x ** 2.5, x ** -3, x ** 0.1, 10 ** x, x ** 17, 2 ** -x, math.pow(x, 1 / 3))
for f in (math.sin, math.cos, math.tan, math.exp, math.log, math.log2, math.log10, math.atan,
          math.sinh, math.tanh, math.asinh, math.expm1, math.log1p, math.sqrt):
    print(f.__name__, sum(f(x) for x in numbers), f(numbers[3]))
print([math.acosh(1 + x) for x in numbers[:4]], [math.atanh(x / 51) for x in numbers[:4]])
print([math.atan2(x, y) for x, y in zip(numbers, numbers[20:])][:5])
print(math.hypot(3, 4), math.hypot(1.1, 2.2), math.hypot(5e-324, 5e-324), math.hypot(1e308, 1e308))
print(math.hypot(1, 2, 3, 4), math.hypot(-7.5), math.hypot(), math.dist((1, 2), (4.5, -6)))
print(math.log(7 ** 1000), math.log10(2 ** 4000 + 1), math.log2(10 ** 400))

big = 1.7976931348623157e308
for values in ([big, math.inf, big], [math.inf, 1], [0.1] * 10, [big, big, -big]):
    try:
        print(math.fsum(values))
    except OverflowError as error:
        print(error)
for values in ([math.inf, -math.inf], [big, big, math.inf]):
    try:
        print(math.fsum(values))
    except (OverflowError, ValueError) as error:
        print(error)
print(math.fsum([math.nan, 1]), math.fsum([-math.inf, 1, 2]))
