"""cmath: what it computes, and what it refuses."""

import cmath
import math

points = [0j, 1, -1, 1j, -1j, 0.5 + 0.5j, -2 + 3j, 3 - 4j, 1e-3 - 2j, 30 + 30j, complex(-0.0, -2), complex(-2, -0.0),
          1e200 + 1e200j, 5e-324 + 5e-324j, 710 + 1j, -710.5 + 2j, 1 + 1e-170j]
names = "acos acosh asin asinh atan atanh cos cosh exp log log10 sin sinh sqrt tan tanh".split()
for name in names:
    for z in points:
        try:
            r = getattr(cmath, name)(z)
            print(name, z, f"{r:.12g}")
        except (ValueError, OverflowError) as error:
            print(name, z, type(error).__name__, error)
print(cmath.phase(-1), cmath.phase(complex(-1, -0.0)), cmath.phase(1j), cmath.phase(0))
print(cmath.polar(3 + 4j), cmath.polar(-2), cmath.rect(2, 0), cmath.rect(0, 5))
print(f"{cmath.rect(2, math.pi / 3):.10f}", f"{cmath.log(8, 2):.10f}", f"{cmath.log(1j, 1 + 1j):.10f}")
print(cmath.pi == math.pi, cmath.e, cmath.tau, cmath.inf, cmath.nan, cmath.infj, cmath.nanj)
print(f"{cmath.exp(1j * cmath.pi) + 1:.1e}".replace("-", "+"), cmath.sqrt(-4), cmath.sqrt(2 + 0j))
print(cmath.isclose(1, 1 + 1e-12j), cmath.isclose(1j, 2j), cmath.isclose(1j, 1.1j, rel_tol=0.2),
      cmath.isclose(0, 1e-9j, abs_tol=1e-8), cmath.isclose(cmath.infj, cmath.infj), cmath.isclose(cmath.infj, 1))
print(cmath.isfinite(1j), cmath.isfinite(cmath.infj), cmath.isinf(cmath.infj), cmath.isnan(cmath.nanj), cmath.isnan(2))


class Number:
    def __complex__(self):
        return 3 + 4j


print(cmath.polar(Number())[0], cmath.sqrt(True))
for bad in ["cmath.sqrt('1')", "cmath.sqrt()", "cmath.sqrt(1, 2)", "cmath.log(0)", "cmath.log()", "cmath.log(1, 1)", "cmath.log(2, 0)",
            "cmath.polar(complex(1.7e308, 1.7e308))", "cmath.rect(1)", "cmath.rect(1j, 2)", "cmath.exp(1000)", "cmath.atanh(1)",
            "cmath.isclose(1, 2, rel_tol=-1)", "cmath.isclose(1)", "math.sqrt(1j)", "cmath.phase(None)", "cmath.atan(1j)"]:
    try:
        print(bad, eval(bad))
    except Exception as error:
        print(bad, "->", type(error).__name__, error)
