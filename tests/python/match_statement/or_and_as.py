def f(x):
    match x:
        case [("a" | "b") as letter, n] | (n, ("c" as letter)):
            return letter, n
        case {"k": (1 | 2 as v)}:
            return "k", v
        case (int() | str()) as value:
            return "value", value
        case [[a, b], [c, d]]:
            return a, b, c, d
    return "fell through"


for x in [["a", 1], (2, "c"), {"k": 2}, {"k": 3}, 5, "s", [[1, 2], [3, 4]], 1.5]:
    print(x, f(x))
