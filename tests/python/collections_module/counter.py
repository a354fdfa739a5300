"""Counter: counting, arithmetic, most_common."""

from collections import Counter

c = Counter("abracadabra")
print(c, c["a"], c["z"], len(c), c.total(), c.most_common(2), c.most_common())
print(sorted(c.elements()), Counter(a=3, b=1), Counter({"x": 2}), Counter())
c.update("aaa")
c.subtract(["b", "b", "b"])
print(c, +c, -c)
a, b = Counter(a=3, b=1), Counter(a=1, b=2, c=5)
print(a + b, a - b, a & b, a | b, a == Counter({"b": 1, "a": 3}), a < b, a <= a + b)
a += b
print(a)
a["new"] += 1
del a["missing"]
del a["c"]
print(a, a.copy() == a, dict(a), list(a.items()), sum(a.values()))
words = "the cat and the dog and the bird".split()
for word, count in Counter(words).most_common(3):
    print(word, count)
print(isinstance(c, dict), Counter([1, 1, 2]) == {1: 2, 2: 1}, c.pop("a"), "a" in c)
counts = Counter(len(w) for w in words)
print(counts, max(counts), counts.get(99), counts.get(3))
