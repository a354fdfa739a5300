"""Dict and set comprehensions, duplicates, order of evaluation."""

print({x: x * x for x in range(5)}, {c for c in "abracadabra"} == set("abracad"), {k: v for k, v in [("a", 1), ("a", 2)]})
print({v: k for k, v in {"x": 1, "y": 2}.items()}, {len(w) for w in ["a", "bb", "cc"]})
words = ["apple", "bob", "cat", "apple"]
print({w: words.count(w) for w in words}, {w[0]: [v for v in words if v[0] == w[0]] for w in words})
print({(i, j): i * j for i in range(2) for j in range(2)}, {i: {j for j in range(i)} for i in range(3)})
print({**{k: 1 for k in "ab"}, **{k: 2 for k in "bc"}})
print({x % 4 for x in range(100) if x % 2}, sorted({str(n) for n in range(3)}))
log = []


def note(x):
    log.append(x)
    return x


{note("k" + str(i)): note("v" + str(i)) for i in range(2)}
print(log)
print({n: "fizz" if n % 3 == 0 else n for n in range(1, 5)}, {*range(3)} | {n for n in (7, 8)})
try:
    {[n]: 1 for n in range(2)}
except TypeError as error:
    print(error)
print({name: value for name, value in zip("abc", range(3)) if value}, dict([(i, i) for i in range(2)]))
