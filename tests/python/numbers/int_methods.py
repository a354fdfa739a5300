"""int(): parsing in every base, its errors, and the methods of int."""

print(int("42"), int(" -17 "), int("1_000"), int("ff", 16), int("0xff", 16), int("0b101", 0), int("z", 36))
print(int(), int(True), int("007"), int(b"12"), int("-0b11", 2))
print(bin(10), oct(64), hex(255), bin(-5), hex(-1), hex(2 ** 70))
print((255).bit_length(), (0).bit_length(), (-256).bit_length(), (7).bit_count(), (2 ** 80).bit_length())
print((1024).to_bytes(2, "big"), (1024).to_bytes(4, "little"), (-1).to_bytes(2, "big", signed=True))
print(int.from_bytes(b"\x04\x00", "big"), int.from_bytes(b"\xff\xff", "little", signed=True))
print((6).as_integer_ratio(), (5).conjugate(), (5).real, (5).imag, (5).numerator, (5).denominator)
print(round(1234, -2), round(1250, -2), round(1350, -2), round(5), round(-15, -1))
print((3).__add__(4), int.__mul__(3, 5), (5).is_integer())

for text in ("", "abc", "1.5", "12a", "9" * 3 + "x"):
    try:
        int(text)
    except ValueError as error:
        print(error)
try:
    int("12", 1)
except ValueError as error:
    print(error)
for bad in (None, [1], {}):
    try:
        int(bad)
    except TypeError as error:
        print(error)
try:
    int("5", 10, 3)
except TypeError as error:
    print(error)
try:
    int(5, 10)
except TypeError as error:
    print(error)
for bad in (float("inf"), float("nan")):
    try:
        int(bad)
    except (OverflowError, ValueError) as error:
        print(type(error).__name__, error)
