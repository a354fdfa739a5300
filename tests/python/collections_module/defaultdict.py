"""defaultdict makes missing values; get and in do not."""

from collections import defaultdict

groups = defaultdict(list)
for word in ["apple", "avocado", "bean", "cherry", "corn"]:
    groups[word[0]].append(word)
print(groups, dict(groups), groups["z"], "z" in groups, "q" in groups, groups.get("q"))
counts = defaultdict(int)
for letter in "mississippi":
    counts[letter] += 1
print(sorted(counts.items()), counts.default_factory)
nested = defaultdict(lambda: defaultdict(int))
nested["a"]["b"] += 1
print(nested["a"]["b"], nested["x"]["y"], list(nested))
plain = defaultdict(None, {"k": 1})
try:
    plain["missing"]
except KeyError as error:
    print("KeyError", error)
print(defaultdict(set, a={1}), defaultdict(int) == {}, isinstance(groups, dict), counts.copy() == counts)
try:
    defaultdict(5)
except TypeError as error:
    print(error)
d = defaultdict(int, [("a", 1)])
d |= {"b": 2}
print(d | {"c": 3}, d.setdefault("e", 9), d.pop("zz", None))
