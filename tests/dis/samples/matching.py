def literals(x):
    match x:
        case 0:
            return "zero"
        case "a" | "b" | -1.5:
            return "one of"
        case None | True:
            return "single"
        case Color.RED:
            return "red"
        case _:
            return "other"


def sequences(x):
    match x:
        case []:
            pass
        case [a]:
            print(a)
        case [a, *rest]:
            print(a, rest)
        case [_, *_, last]:
            print(last)
        case (a, (b, c)) if a:
            print(a, b, c)
        case [*_]:
            pass


def mappings(x):
    match x:
        case {}:
            pass
        case {"a": 1, "b": b}:
            print(b)
        case {"k": [x, y], **rest}:
            print(x, y, rest)


def classes(x):
    match x:
        case Point():
            pass
        case Point(0, y=_):
            pass
        case Point(a, b, z=c):
            print(a, b, c)
        case str(s) | bytes(s):
            print(s)
        case int() as n:
            print(n)


def captures(x):
    match x:
        case [("a" as k, v)] | [(v, "b" as k)]:
            return k, v
        case [a, b] | {"a": a, "b": b}:
            return a, b
        case other if other > 1:
            return other
        case last:
            return last


match top:
    case 1:
        one = 1
    case _ if two:
        pass
