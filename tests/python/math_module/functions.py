"""The functions of math, exactly."""

import math

print(math.pi, math.e, math.tau, math.inf, -math.inf, math.nan)
print(math.sqrt(2), math.floor(-2.5), math.ceil(2.1), math.trunc(-2.7), math.fabs(-3), math.copysign(1, -0.0))
print(math.sin(1), math.cos(1), math.tan(1), math.atan2(1, -1), math.asin(1), math.sinh(1))
print(math.exp(1), math.log(10), math.log(8, 2), math.log2(1024), math.log10(1000), math.log1p(0.5), math.expm1(0.5))
print(math.gcd(12, 18), math.lcm(4, 6), math.factorial(20), math.comb(10, 3), math.perm(5, 2), math.isqrt(99), math.gcd(), math.prod([1, 2, 3, 4]))
print(math.hypot(3, 4), math.dist((0, 0), (3, 4)), math.degrees(math.pi), math.radians(180), math.fmod(-7, 3), math.remainder(7, 3))
print(math.isnan(math.nan), math.isinf(math.inf), math.isfinite(1), math.isclose(0.1 + 0.2, 0.3), math.modf(3.25), math.frexp(8), math.ldexp(0.5, 4))
print(math.fsum([0.1] * 10), math.pow(2, 10), math.erf(1), math.gamma(5))
