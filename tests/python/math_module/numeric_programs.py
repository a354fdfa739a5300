"""Small numeric programs: primes, pi, Newton, Monte Carlo by a fixed grid."""

import math


def is_prime(n):
    return n > 1 and all(n % d for d in range(2, math.isqrt(n) + 1))


print([n for n in range(60) if is_prime(n)])
print(sum(1 for n in range(2000) if is_prime(n)))


def sieve(limit):
    flags = [True] * (limit + 1)
    flags[0:2] = [False, False]
    for i in range(2, math.isqrt(limit) + 1):
        if flags[i]:
            flags[i * i :: i] = [False] * len(flags[i * i :: i])
    return [i for i, flag in enumerate(flags) if flag]


print(len(sieve(10000)), sieve(50)[-1])
leibniz = 4 * sum((-1) ** k / (2 * k + 1) for k in range(2000))
print(leibniz, abs(leibniz - math.pi) < 1e-3)
x = 1.0
for _ in range(6):
    x = (x + 2 / x) / 2
print(x, x == math.sqrt(2))
inside = sum(1 for i in range(50) for j in range(50) if math.hypot(i + 0.5, j + 0.5) < 50)
print(4 * inside / 2500)
print([round(math.sin(math.radians(a)), 6) for a in range(0, 360, 45)])
