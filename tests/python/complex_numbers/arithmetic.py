"""Operators on complex numbers, alone and beside ints, floats and bools."""

values = [0j, 1j, -2j, 1 + 2j, 3 - 4j, -1.5 + 0.25j, complex(-0.0, 2), complex(1, -0.0)]
others = [0, 1, -3, 2.5, True, 10**20]

for a in values:
    print(a, -a, +a, abs(a), bool(a), a.real, a.imag, a.conjugate())
    for b in values[:5] + others:
        for name, operation in [
            ("+", lambda: a + b),
            ("-", lambda: a - b),
            ("*", lambda: a * b),
            ("/", lambda: a / b),
            ("r-", lambda: b - a),
            ("r/", lambda: b / a),
        ]:
            try:
                print(name, b, operation())
            except ArithmeticError as error:
                print(name, b, type(error).__name__, error)

for base in [1 + 2j, 2j, 0j, 1.5, -8, -8.0]:
    for exponent in [0, 1, 2, -1, 3, 10, 2j, 0j, 1 + 1j]:
        try:
            power = base ** exponent
            print(base, exponent, f"{power:.6f}")
        except ArithmeticError as error:
            print(base, exponent, type(error).__name__, error)
print((-8) ** (1 / 3), (-1) ** 0.5)
print(pow(1 + 1j, 2), sum([1j, 2, 3.5]), sum([], 2j))

total = 1
total += 2j
total *= 1 - 1j
total -= 3
total /= 2
print(total)

for bad in ["1j // 2", "1j % 2", "divmod(1j, 2)", "1j < 2", "max(1j, 2j)", "~1j", "1j & 1",
            "int(1j)", "float(1j)", "round(1j)", "1j / 0", "0j ** -1", "0j ** 1j", "pow(1j, 2, 3)",
            "(1e300 + 1j) ** 2", "abs(complex(1.5e308, 1.5e308))", "'a' * 1j", "(lambda it, at: it[at])([1], 1j)",
            "1j + 'a'", "'%d' % 1j", "'%f' % 1j", "range(1j)", "sorted([2j, 1j])"]:
    try:
        print(bad, eval(bad))
    except Exception as error:
        print(bad, "->", type(error).__name__, error)
