"""No carets where the whole line is at fault; none for raise and assert texts."""


def check(value):
    assert value > 0, f"value must be positive, not {value}"
    return value


def convert(text):
    value = int(text)
    return check(value)


convert("12")
convert("-12")
