"""A chain of three: context, then cause."""


def first():
    return 1 / 0


def second():
    try:
        first()
    except ZeroDivisionError:
        raise KeyError("second")


def third():
    try:
        second()
    except KeyError as error:
        raise RuntimeError("third") from error


try:
    third()
finally:
    print("finally runs first")
