"""Only the call that failed is underlined."""


def inner(x):
    return 10 // x


def outer(x):
    return x - 1


values = [3, 2, 1]
print(max(inner(outer(values[0])), inner(outer(values[1])), inner(outer(values[2]))))
