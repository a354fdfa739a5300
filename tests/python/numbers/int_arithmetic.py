"""ints of any size: arithmetic past 64 bits, powers, shifts, division."""

big = 2 ** 100
print(big, -big, big + 1, big - big, big * big)
print(big // 7, big % 7, -big // 7, -big % 7, divmod(big, -1000))
print(9223372036854775807 + 1, -9223372036854775808 - 1, 9223372036854775807 * 2)
print(-9223372036854775808 // -1, abs(-9223372036854775808), 3037000500 ** 2)
print(1 << 70, big >> 90, -big >> 99, (1 << 64) - 1 & big - 1)
print(big ^ 1, ~big, big | 3, -big & 0xFF)


def factorial(n):
    result = 1
    for i in range(2, n + 1):
        result *= i
    return result


print(factorial(30))
print(factorial(25) // factorial(24))
print(pow(2, 1000, 1009), pow(3, -1, 11), pow(7, 0, 5))
print(10 ** 30 == 1e30, 2 ** 53 == 2.0 ** 53, 2 ** 53 + 1 == 2.0 ** 53)
print(2 ** 0.5, 4 ** -1, 0 ** 0, (-8) ** 3)
print(int(1e20), int(-3.9), int(3.9), 10 ** 18 / 10 ** 17, 2 ** 70 / 2 ** 68)
print(hash(2 ** 61 - 1), hash(2 ** 61), hash(-1), hash(10 ** 20))
a = 1
for _ in range(70):
    a += a
print(a)
