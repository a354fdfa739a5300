"""An expression over several lines shows the lines that matter."""


def combine(a, b, c):
    return a + b + c


result = combine(
    1,
    2,
    "three",
)
