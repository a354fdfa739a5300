"""An error inside a generator shows the generator's frame under its consumer's."""


def read_numbers(lines):
    for line in lines:
        yield float(line)


def scaled(source, factor):
    yield from (value * factor for value in source)


for value in scaled(read_numbers(["1.5", "2", "oops"]), 10):
    print(value)
