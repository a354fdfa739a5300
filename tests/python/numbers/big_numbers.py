"""Numbers of hundreds of digits."""


def fib(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


print(fib(300))
print(2 ** 500)
print(len(str(3 ** 2000)), str(7 ** 300)[:20], sum(map(int, str(2 ** 1000))))
a, b = 10 ** 50 + 151, 10 ** 40 + 121
print(a * b, a // b, a % b, divmod(a, b), a - b, b - a)
print(int("9" * 60) + 1, int("-" + "8" * 40), int("f" * 30, 16), hex(10 ** 30))


def isqrt(n):
    x = n
    while (y := (x + n // x) // 2) < x:
        x = y
    return x


print(isqrt(2 * 10 ** 60))


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


print(gcd(fib(120), fib(90)), pow(3, 10 ** 20, 10 ** 9 + 7), 10 ** 100 > 10 ** 99, float(10 ** 50), 10 ** 300 // 10 ** 298)
print(round(10 ** 25 + 5, -1), 10 ** 20 == 10.0 ** 20, hash(10 ** 50) == hash(10 ** 50), -(10 ** 20) // 7, -(10 ** 20) % 7)
x = 123456789
for _ in range(4):
    x = x * x
print(x)
