def describe(value):
    match value:
        case 0:
            return "zero"
        case 1 | 2 | 3:
            return "small"
        case -1:
            return "minus one"
        case "yes" | "y":
            return "yes"
        case 2.5:
            return "float"
        case None:
            return "none"
        case True:
            return "true"
        case b"raw":
            return "bytes"
        case _:
            return "other"


for value in [0, 1, 3, -1, "y", "no", 2.5, None, True, False, b"raw", [], 1.0]:
    print(repr(value), describe(value))
