"""dicts keep the order of insertion, through deletion and reinsertion."""

d = {}
for word in "the quick brown fox jumps over the lazy dog".split():
    d[word] = len(word)
print(list(d))
del d["fox"]
d["quick"] = 99
d["fox"] = 3
print(list(d.items()))
d.pop("the")
d["the"] = 0
print(list(d), next(iter(d)), next(reversed(d)))
for i in range(20):
    d[i] = i
for i in range(0, 20, 3):
    del d[i]
print(list(d))
d.update({"dog": 1, "new": 2, 1: "one"})
print(list(d.items())[-5:])
print({k: v for k, v in sorted({"b": 1, "a": 2}.items())})
print(sorted(d, key=str)[:5])
squares = {x: x * x for x in range(5)}
swapped = {v: k for k, v in squares.items()}
print(squares, swapped)
groups = {}
for name in ["bob", "al", "eve", "jo", "carl"]:
    groups.setdefault(len(name), []).append(name)
print(groups)


def keywords(**kwargs):
    return list(kwargs)


print(keywords(z=1, a=2, m=3))
