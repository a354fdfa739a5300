"""Binary and unary operators, their precedence, and the signs of // and %."""

print(2 + 3 * 4, (2 + 3) * 4, 2 ** 3 ** 2, -2 ** 2, (-2) ** 2)
print(7 / 2, 7 // 2, -7 // 2, 7 // -2, 7 % 3, -7 % 3, 7 % -3)
print(7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2)
print(divmod(17, 5), divmod(-17, 5), divmod(17.5, -5))
print(1 << 10, 1023 >> 3, -1 >> 5, 0b1100 & 0b1010, 0b1100 | 0b1010, 0b1100 ^ 0b1010)
print(~0, ~5, -(-3), +True, not 1, not 0)
print(not 1 == 2, 1 + 2 == 3 and 4 or 5)
print(10 - 4 - 3, 100 / 10 / 5, 2 ** -1)
print("ab" * 3, [0] * 4, 3 * (1, 2))
print(1 if 2 > 1 else 0, "small" if 5 > 10 else "medium" if 5 > 3 else "large")

x = 10
x += 5
x -= 3
x *= 2
x //= 5
print(x)
x **= 3
x %= 50
print(x)
x <<= 2
x |= 1
x ^= 7
x &= 0xFE
x >>= 1
print(x)
x /= 4
print(x)
