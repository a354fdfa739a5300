"""cmath of infinities, NaNs and signed zeros."""

import cmath

inf, nan = cmath.inf, cmath.nan
parts = [-inf, -2.5, -0.0, 0.0, 2.5, inf, nan]
names = "acos acosh asin asinh atan atanh cos cosh exp log log10 sin sinh sqrt tan tanh".split()


def show(z):
    return f"{z.real:.6g},{z.imag:.6g}"


for name in names + ["rect", "polar", "phase"]:
    for a in parts:
        line = []
        for b in parts:
            try:
                if name == "rect":
                    line.append(show(cmath.rect(a, b)))
                elif name == "polar":
                    line.append("%.6g,%.6g" % cmath.polar(complex(a, b)))
                elif name == "phase":
                    line.append("%.6g" % cmath.phase(complex(a, b)))
                else:
                    line.append(show(getattr(cmath, name)(complex(a, b))))
            except (ValueError, OverflowError) as error:
                line.append(type(error).__name__)
        print(name, a, *line)
