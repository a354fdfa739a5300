def f(x):
    match x:
        case []:
            return "empty"
        case [one]:
            return f"one {one}"
        case [1, *rest]:
            return f"starts with 1, then {rest}"
        case [first, *_, last]:
            return f"{first}..{last}"


for value in [[], [5], (1, 2, 3), [4, 5, 6, 7], "ab", range(3), {1, 2}]:
    print(value if not isinstance(value, set) else "set", f(value))


def g(command):
    match command.split():
        case ["go", ("north" | "south" | "east" | "west") as direction]:
            return f"going {direction}"
        case ["get", obj] | ["pick", "up", obj]:
            return f"taking {obj}"
        case ["drop", *objects] if objects:
            return f"dropping {objects}"
        case ["quit" | "exit"]:
            return "bye"
        case [verb, *_]:
            return f"cannot {verb}"
        case _:
            return "nothing"


for command in ["go north", "go up", "get lamp", "pick up key", "drop a b", "drop", "exit", ""]:
    print(repr(command), "->", g(command))
