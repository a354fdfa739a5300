"""Frames are named by function: methods, lambdas, comprehensions, generators, class bodies."""


def numbers():
    for text in ["1", "two"]:
        yield int(text)


class Reader:
    total = 0

    def read(self):
        return sum(n for n in numbers())


handler = lambda reader: reader.read()
handler(Reader())
