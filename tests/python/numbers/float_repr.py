"""repr of floats: shortest digits, exponents, infinities, signs of zero."""

print(0.1, 0.2, 0.1 + 0.2, 1 / 3, 2 / 3, 1e15, 1e16, 1e17, 123456789012345680.0)
print(1e-4, 1e-5, 0.00001234, 5e-324, 1.7976931348623157e308, 1e308 * 10, -1e308 * 10)
print(float("inf"), float("-inf"), float("nan"), -0.0, 0.0 == -0.0)
print(1.0, 100.0, 1e2, 3.14159, -2.5, 1e100, 1.5e-10)
print(float("1e3"), float("  2.5 "), float("1_000.5"), float("-Infinity"), float(".5"), float("5."))
print(str(1e22), repr(1e21), 2.0 ** 60, 2.0 ** 70, 1e23)
print(9007199254740993.0, 4.35, 4.349999999999999, 0.1 * 3, 1.1 * 1.1)
print(float(10 ** 22), float(2 ** 64), float(True), float())
for text in ("", "abc", "1,5", "--1"):
    try:
        float(text)
    except ValueError as error:
        print(error)
try:
    float([])
except TypeError as error:
    print(error)
try:
    float(10 ** 400)
except OverflowError as error:
    print(error)
