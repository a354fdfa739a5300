"""abs, divmod, pow, round, sum, min, max, bin, hash and their errors."""

print(abs(-3), abs(2.5), abs(True), divmod(-7, 3), pow(2, 10), pow(2, 10, 100), pow(2.0, 3))
print(sum([1, 2, 3]), sum([], 5), sum((x * x for x in range(5)), start=100), sum([[1], [2]], []))
print(min(3, 1, 2), max([3, 1, 2]), min("banana"), max("a", "B", key=str.lower), min([], default="none"))
print(max([(1, "b"), (1, "a")]), min({"x": 1, "a": 2}), max(range(5)), max([1, 5, -7], key=abs))
print(round(3.14159, 2), round(-1.5), round(7, 2), all([]), any([]), all([1, "a"]), any([0, ""]))
print(chr(97), ord("é"), chr(128512), hex(16))
for call in (
    lambda: min([]),
    lambda: max(),
    lambda: sum("ab"),
    lambda: sum(["a"], ""),
    lambda: abs("x"),
    lambda: 1 + "a",
    lambda: "a" + 1,
    lambda: [] + (),
    lambda: -"a",
    lambda: 1 < "a",
    lambda: None + 1,
    lambda: "a" * "b",
    lambda: {} - {},
    lambda: pow(2, 3, 0),
    lambda: chr(-1),
    lambda: ord("ab"),
    lambda: 1 << -1,
    lambda: 5 % "a",
    lambda: round("x"),
    lambda: divmod(1, "b"),
):
    try:
        print(call())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
