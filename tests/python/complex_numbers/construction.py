"""complex(...) of numbers, texts and objects; and what it refuses."""

print(complex(), complex(1), complex(1.5, 2), complex(True), complex(1 + 2j), complex(1j, 1j))
print(complex(1, 2j), complex(2j, 1), complex(real=1, imag=2), complex(imag=3), complex(10**15))
for text in ["1", "1+2j", " 1-2J ", "(1+2j)", " ( 3j ) ", "j", "-j", "+J", "1+j", "1-j", "1e3+2.5e-2j",
             "inf", "-infj", "nan+infj", "1_000+2_0j", ".5j", "5.j", "١+٢j", "1e400j", "-0-0j", "1E5",
             "infinity+nanj", "\t7\n"]:
    print(repr(text), complex(text))
for text in ["", " ", "1+", "1+2", "1 + 2j", "1j+2", "(1", "1)", "()", "i", "1_", "_1j", "1__0", "1+2jj",
             "+-1", "1+-2j", "jj", "a", "1e", "é", "1\0", "1+2j)", "((1))", "1.e+j", "--j", "infi"]:
    try:
        print(repr(text), complex(text))
    except ValueError as error:
        print(repr(text), error)


class Pair:
    def __init__(self, value):
        self.value = value

    def __complex__(self):
        return self.value


class Real:
    def __float__(self):
        return 2.5


class Index:
    def __index__(self):
        return 7


print(complex(Pair(1 + 2j)), complex(Pair(3j), 1), complex(Real()), complex(Real(), Index()))


class Phasor(complex):
    def __new__(cls, length, note="?"):
        self = super().__new__(cls, length, 1)
        self.note = note
        return self

    def __repr__(self):
        return f"Phasor({self.real}, {self.note!r})"


p = Phasor(2, note="a")
print(p, p + 1, type(p * 2), isinstance(p, complex), p == 2 + 1j, abs(p), str(p), f"{p:.1f}")
for bad in ["complex('1', 2)", "complex(1, '2')", "complex('1', '2')", "complex([])", "complex(1, [])",
            "complex(None)", "complex(1, None)", "complex(Pair(1.5))", "complex(1, Pair(1j))", "complex(1, 2, 3)",
            "complex(b'1')", "complex(x=1)", "complex(10**400)", "complex.conjugate(1)", "(1j).real()",
            "(1j).conjugate(2)", "complex.__new__(int)"]:
    try:
        print(bad, eval(bad))
    except Exception as error:
        print(bad, "->", type(error).__name__, error)
try:
    (1j).real = 2
except AttributeError as error:
    print(error)
print((1).imag, (2.5).real, (3).conjugate(), (3.5).imag, True.real, (1 + 2j).__complex__())
print((1 + 2j).__getnewargs__(), complex.__name__, type(1j), type(2j * 2j))
