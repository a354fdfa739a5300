"""A bare raise keeps the place where it began; a raised variable adds a frame line."""


def fail():
    raise RuntimeError("original place")


def middle():
    try:
        fail()
    except RuntimeError:
        print("cleaning up")
        raise


def outer():
    try:
        middle()
    except RuntimeError as error:
        raise error


outer()
