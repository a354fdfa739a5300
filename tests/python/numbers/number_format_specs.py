"""format specs for ints and floats: every type letter, fill, sign, width, commas."""

n = 1234567
for spec in ("", "d", ",", "_", "10", "<10", "^10", ">10", "*^12,", "+", " ", "=+12", "012", "x", "X", "#x", "o", "#o", "b", "#b", "_b", "_x", "e", ".2f", "g", "n", "%"):
    print(repr(spec), "[" + format(n, spec) + "]")
f = 1234.56789
for spec in ("", ".2f", "10.3f", "<10.1f", "^+12.2f", "012.3f", ",.2f", "_.1f", "e", ".3e", "E", "g", ".3g", ".10g", "G", "%", ".1%", ".0f", "#.0f", "+.1f", " .1f", "z.1f", ".3"):
    print(repr(spec), "[" + format(f, spec) + "]")
for value in (0.0, -0.0, 1e10, 1e-10, 1e100, float("inf"), float("nan"), 0.5, 1.5, 2.5, 100000.0, 1000000.0):
    print(f"{value:g} {value:.1f} {value:.0f} {value:e} {value:.3}")
print(f"{-5:05d} {5:+d} {-5:=6} {True:d} {True} {True:5}|{255:#06x}|{3:08b}|{-255:#x}")
print(f"{10**20:,} {10**20:e} {2**70:x} {97:c} {1e16:,.0f} {123:.2e}")
for value, spec in ((5, "s"), (5, ".2d"), (1.5, "d"), (1.5, "x"), (5, "Z"), (5, ",c"), (1.5, "5.x")):
    try:
        print(format(value, spec))
    except ValueError as error:
        print(error)
