"""A recursive-descent calculator: tokens, tree, evaluation, errors."""


class ParseError(Exception):
    def __init__(self, message, position):
        super().__init__(f"{message} at {position}")
        self.position = position


def tokenize(text):
    i = 0
    while i < len(text):
        c = text[i]
        if c.isspace():
            i += 1
        elif c.isdigit() or c == ".":
            start = i
            while i < len(text) and (text[i].isdigit() or text[i] == "."):
                i += 1
            yield "number", float(text[start:i]), start
        elif c.isalpha():
            start = i
            while i < len(text) and text[i].isalnum():
                i += 1
            yield "name", text[start:i], start
        elif c in "+-*/()^":
            yield "op", c, i
            i += 1
        else:
            raise ParseError(f"unexpected {c!r}", i)
    yield "end", None, len(text)


class Parser:
    def __init__(self, text, names=None):
        self.tokens = list(tokenize(text))
        self.i = 0
        self.names = names or {}

    def peek(self):
        return self.tokens[self.i]

    def take(self):
        token = self.tokens[self.i]
        self.i += 1
        return token

    def parse(self):
        value = self.sum()
        kind, _, position = self.peek()
        if kind != "end":
            raise ParseError("extra input", position)
        return value

    def sum(self):
        value = self.product()
        while self.peek()[1] in ("+", "-"):
            value = value + self.product() if self.take()[1] == "+" else value - self.product()
        return value

    def product(self):
        value = self.power()
        while self.peek()[1] in ("*", "/"):
            value = value * self.power() if self.take()[1] == "*" else value / self.power()
        return value

    def power(self):
        base = self.atom()
        if self.peek()[1] == "^":
            self.take()
            return base ** self.power()
        return base

    def atom(self):
        kind, value, position = self.take()
        if kind == "number":
            return value
        if kind == "name":
            if value not in self.names:
                raise ParseError(f"unknown name {value}", position)
            return self.names[value]
        if value == "-":
            return -self.atom()
        if value == "(":
            inner = self.sum()
            if self.take()[1] != ")":
                raise ParseError("missing )", position)
            return inner
        raise ParseError("expected a value", position)


for text in ("1 + 2 * 3", "(1 + 2) * 3", "2 ^ 3 ^ 2", "-4 + 10 / 4", "x * (y + 1)", "1 +", "(1", "2 $ 3", "z", "1 2", "1/0"):
    try:
        print(f"{text:<12} = {Parser(text, {'x': 2, 'y': 5}).parse()}")
    except (ParseError, ZeroDivisionError) as error:
        print(f"{text:<12} ! {error}")
