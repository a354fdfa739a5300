"""Functions are values: stored, passed, returned, given attributes."""


def shout(text):
    """Say it loud."""
    return text.upper() + "!"


def whisper(text):
    return text.lower() + "..."


table = {"loud": shout, "soft": whisper}
for mood in table:
    print(mood, table[mood]("Hello"))


def twice(f, x):
    return f(f(x))


def compose(*functions):
    def run(x):
        for f in reversed(functions):
            x = f(x)
        return x
    return run


print(twice(shout, "a"), compose(str, len, lambda n: "x" * n)(3))
print(shout.__name__, shout.__doc__, whisper.__doc__, shout.__module__)
shout.calls = 3
print(shout.calls, shout.__dict__, hasattr(whisper, "calls"))
alias = shout
alias.__name__ = "renamed"
print(shout.__name__, alias is shout, {shout: 1}[alias])
print([f.__name__ for f in (len, print, str.upper, int, lambda: 0)])


def outer():
    def inner():
        pass
    return inner


class C:
    def method(self):
        return lambda: 0


print(outer().__qualname__, C.method.__qualname__, C().method().__qualname__, C().method.__name__)
bound = "abc".upper
print(bound(), list(map(str.strip, [" a ", "b "])), sorted("bca", key=lambda c: -ord(c)))
print((lambda f: f(5))(lambda x: x ** 2))
