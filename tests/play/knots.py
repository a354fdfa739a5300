import types


def tie():
    shared = [1, 2]
    number = 1 - 2j
    knot = None

    def inner():
        return shared, knot

    knot = inner.__closure__[0]
    bound = inner
    for _ in range(20):
        bound = types.MethodType(bound, shared)
    nested = []
    nested.append(nested)
    return inner, number, bound, nested


tie()
