"""Every method of dict, and the errors."""

d = {"a": 1, "b": 2}
d["c"] = 3
print(d, len(d), d["a"], d.get("x"), d.get("x", 0), "a" in d, 1 in d)
print(list(d), list(d.keys()), list(d.values()), list(d.items()), d.keys(), d.values(), d.items())
print(d.pop("a"), d.pop("zz", "default"), d.popitem(), d)
print(d.setdefault("b", 9), d.setdefault("n", []), d)
d.update({"b": 20, "z": 26})
d.update([("q", 1)], r=2)
print(d)
print(d | {"b": 0}, {"x": 1} | {"x": 2, "y": 3}, d.copy() == d)
d |= {"last": True}
print(d)
print(dict(a=1, b=2), dict([("k", "v")]), dict({"x": 1}, y=2), dict(zip("ab", (1, 2))), dict.fromkeys("abc", 0), dict.fromkeys([1]))
print({1: "int", 1.0: "float", True: "bool"}, {(1, 2): "t", None: "n"})
print({"a", "b"} & d.keys(), {"k": 1}.keys() | {"j"} == {"j", "k"}, {"a": 1}.items() - {("a", 1)})
print(list(reversed({"x": 1, "y": 2})), {"a": {"b": {}}}, {} == {}, {"a": 1, "b": 2} == {"b": 2, "a": 1})
d.clear()
print(d, bool(d))
for bad in (
    lambda: {}["missing"],
    lambda: {}[(1, 2)],
    lambda: {[]: 1},
    lambda: {}.pop("x"),
    lambda: {}.popitem(),
    lambda: dict([1]),
    lambda: dict([("a", 1, 2)]),
    lambda: {}.x,
    lambda: dict(5),
    lambda: {} < {},
    lambda: {{}: 1},
):
    try:
        bad()
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
counts = {"x": 1}
try:
    for key in counts:
        counts[key + "y"] = 1
except RuntimeError as error:
    print(error)
