"""repr, str and format specs of complex numbers."""

inf, nan = float("inf"), float("nan")
values = [0j, 1j, 2 + 3j, -2 - 3.5j, complex(-0.0, 0.0), complex(0, -0.0), complex(-0.0, -0.0), 1e16 + 1e-5j,
          complex(inf, -inf), complex(nan, nan), complex(0, nan), complex(1, inf), 1 / 3 + 2j / 3, 1e300j, 123456789012345678 + 0j]
for value in values:
    print(repr(value), str(value), f"{value}", "%s|%r" % (value, value), [value], (value,))
for spec in ["", "f", ".2f", "+.1f", " .1f", "e", ".3e", "E", "g", ".3g", "G", "n", "F", "20", ">20", "<20|", "^20.2f",
             "*^22.1f", "#.0f", ",.2f", "_", "+", " ", "-", ".3", ".10", "z.1f", "+g", "#g", "10.1f", "30.1f"]:
    for value in [2 + 3j, -1234.5 - 0.04j, 4j, complex(-0.0, -0.0), complex(inf, nan)]:
        try:
            print(repr(spec), repr(format(value, spec)))
        except ValueError as error:
            print(repr(spec), "ValueError", error)
for spec in ["0f", "05", "=20", "0=20f", "d", "x", "%", "s", "c", "b", ".2%", "q", "0>20.1f", ",_", ".f", "020"]:
    try:
        print(repr(spec), repr(format(1 + 2j, spec)))
    except ValueError as error:
        print(repr(spec), "ValueError", error)
print("{:.2f} {!r} {0.real}".replace("{0.real}", "{.real}").format(1 + 2j, 3j, 4 + 5j))
print(f"{(1+2j)=} {1j!s:>6} {2j:{10}.{1}f}")
import copy
import pickle
print(copy.copy(1j), copy.deepcopy([1j, {2j: 3}]), pickle.loads(pickle.dumps({"z": [1 - 2j, complex(-0.0, 1e-310)]})))
