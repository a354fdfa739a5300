"""Domain errors, ranges and types."""

import math

for bad in (
    lambda: math.sqrt(-1),
    lambda: math.log(0),
    lambda: math.log(-1),
    lambda: math.factorial(-1),
    lambda: math.factorial(2.5),
    lambda: math.exp(1000),
    lambda: math.floor(math.inf),
    lambda: math.floor(math.nan),
    lambda: math.acos(2),
    lambda: math.sqrt("x"),
    lambda: math.gcd(1.5, 2),
    lambda: math.isqrt(-1),
    lambda: math.comb(-1, 2),
    lambda: math.fmod(1, 0),
    lambda: math.pow(0, -1),
    lambda: math.sin(math.inf),
    lambda: math.sqrt(),
):
    try:
        print(bad())
    except (ValueError, TypeError, OverflowError) as error:
        print(type(error).__name__, error)
