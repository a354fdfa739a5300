"""Ranges by chains, membership, identity in conditions."""


def classify(n):
    if n < 0:
        return "negative"
    if 0 <= n < 10:
        return "digit"
    if 10 <= n < 100 != 50:
        return "two digits"
    return "large"


print([classify(n) for n in (-5, 0, 9, 10, 50, 99, 100)])
print([y for y in (1900, 2000, 2023, 2024) if y % 4 == 0 != y % 100 or y % 400 == 0])
a, b, c = 1, 2, 3
print(a < b < c, a < b > c, a < c > b, a == b == c, a != b != a, not a < b < c)
print("a" < "m" < "z", "e" in "hello" in ["hello"], 3 in [1, 2, 3] == [1, 2, 3])
low, high = 3, 7
print("".join("#" if low <= i <= high else "." for i in range(10)))


def check(*values):
    return all(x <= y for x, y in zip(values, values[1:]))


print(check(1, 2, 2, 5), check(3, 1), check())
print("x" not in "abc", not "x" in "abc", None is not None, [] is not [])
calls = []


def f(n):
    calls.append(n)
    return n


print(f(3) > f(2) > f(5) > f(1), calls)
