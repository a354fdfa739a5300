"""Generator expressions are lazy and can be consumed once."""


def noisy(n):
    print("making", n)
    return n


g = (noisy(n) for n in range(3))
print("nothing made yet")
print(next(g))
print(list(g), list(g))
print(sum(n * n for n in range(5)), max(len(w) for w in ["a", "abc"]), ",".join(str(n) for n in range(3)))
print(any(noisy(n) > 0 for n in range(5)))
print(sorted((w for w in ["b", "a"]), reverse=True), dict((c, ord(c)) for c in "ab"), set(n % 2 for n in range(9)))
source = [1, 2]
lazy = (n * factor for n in source)
factor = 10
source.append(3)
print(list(lazy))
try:
    (n for n in 5)
except TypeError as error:
    print(error)
pairs = ((a, b) for a in range(2) for b in "xy")
print(list(pairs))
chain = (n + 1 for n in (n * 2 for n in range(3)))
print(tuple(chain), type(chain).__name__, iter(chain) is chain)
first_big = next((n for n in range(100) if n * n > 50), None)
print(first_big, next((n for n in [] ), "none"))
print(2 in (n for n in range(5)), [*(c for c in "ab")])
