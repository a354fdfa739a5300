"""What is thrown into a generator has no context from whoever throws it."""


def plain():
    while True:
        try:
            yield 1
        except ValueError as error:
            print("inside", repr(error), repr(error.__context__))


def handling():
    try:
        raise KeyError("own")
    except KeyError:
        yield 1


for make in (plain, handling):
    generator = make()
    next(generator)
    try:
        1 / 0
    except ZeroDivisionError:
        try:
            generator.throw(ValueError("in"))
            generator.throw(IndexError("out"))
        except Exception as error:
            print(repr(error), repr(error.__context__))
try:
    try:
        raise ValueError(1)
    except* ValueError as group:
        print(repr(group), group.args)
finally:
    print("done")
