"""What math does with whole numbers, and what it refuses."""
import math

print(math.gcd(12, 18, 30), math.lcm(4, 6), math.lcm(), math.gcd(), math.gcd(-4, 6))
print(math.comb(10, 3), math.perm(5), math.perm(5, 2), math.factorial(20), math.comb(3, 5))
print(math.isqrt(10**20), math.prod([2, 3, 7]), math.prod([], start=5), math.sumprod([1, 2], [3, 4]))
print(math.trunc(-2.7), math.floor(-2.7), math.ceil(-2.7), math.floor(10**20), math.fsum([0.1] * 10))
for function, argument in (
    (math.sqrt, -1),
    (math.factorial, -1),
    (math.factorial, 2.5),
    (math.isqrt, -1),
    (math.floor, math.inf),
    (math.floor, math.nan),
    (math.log, 0),
    (math.sqrt, "4"),
):
    try:
        print(function(argument))
    except Exception as error:
        print(function.__name__, type(error).__name__, error)
