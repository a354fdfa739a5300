"""What the interpreter says in its own exceptions."""


class Thing:
    pass


thing = Thing()
nothing = None
number = 5
text = "abc"
table = {"a": 1}
for action in (
    lambda: undefined,
    lambda: thing.color,
    lambda: nothing.upper(),
    lambda: Thing.color,
    lambda: number.append,
    lambda: number(),
    lambda: number[0],
    lambda: nothing[0],
    lambda: thing[0],
    lambda: [1, 2][2],
    lambda: (1, 2)[2],
    lambda: text[9],
    lambda: table["b"],
    lambda: table[0],
    lambda: int("4.5"),
    lambda: float("x"),
    lambda: len(number),
    lambda: iter(number),
    lambda: [x for x in nothing],
    lambda: number + text,
    lambda: text + number,
    lambda: text * text,
    lambda: [] + {},
    lambda: thing < thing,
    lambda: -text,
    lambda: number in number,
    lambda: {thing: 1}[number],
    lambda: max(number),
    lambda: sum(text),
    lambda: " ".join(number),
    lambda: text.index("z"),
    lambda: [].index(1),
    lambda: next(iter([])),
    lambda: (lambda a: a)(),
    lambda: range("x"),
    lambda: text[thing],
    lambda: [1][text],
    lambda: isinstance(number, number),
    lambda: __import__("nope"),

    lambda: setattr(number, "x", 1),
    lambda: hash([]),
    lambda: 1 // 0,
    lambda: 1 % 0,
    lambda: 2 ** text,
    lambda: number @ number,
    lambda: [*number],
    lambda: dict(number),
    lambda: print(sep=number),
    lambda: round(text),
    lambda: ord("") ,
    lambda: chr(-5),
    lambda: bytes(text),
    lambda: abs(nothing),
    lambda: (1).real.imag.nope,
    lambda: object().attr,
    lambda: super().x,
):
    try:
        action()
        print("fine")
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
