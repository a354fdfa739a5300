"""product, permutations, combinations."""

from itertools import combinations, combinations_with_replacement, permutations, product

print(list(product("ab", [1, 2])), list(product([0, 1], repeat=2)), list(product()), list(product("ab", [])))
print(list(permutations("abc", 2)), len(list(permutations(range(5)))), list(permutations([1, 2, 3]))[:4], list(permutations("a", 3)))
print(list(combinations("abcd", 2)), list(combinations([1, 2, 3], 3)), list(combinations([1], 2)), list(combinations_with_replacement("abc", 2)))
print(sum(1 for a, b, c in product(range(1, 20), repeat=3) if a < b and a * a + b * b == c * c))
words = {"".join(p) for p in permutations("aab")}
print(sorted(words), [sum(c) for c in combinations(range(4), 2)])
print(list(permutations([], 0)), list(combinations("ab", 0)))
print(list(product(repeat=10**12)), list(product([], repeat=10**4)), list(product([1], "ab", repeat=2)))
