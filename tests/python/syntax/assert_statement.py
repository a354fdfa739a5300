"""assert passes silently, or raises AssertionError with the message given."""

assert True
assert 1 + 1 == 2, undefined_name_that_is_never_looked_at


def average(values):
    assert values, "no values"
    return sum(values) / len(values)


print(average([1, 2, 3]))
try:
    average([])
except AssertionError as error:
    print("AssertionError:", error, error.args)

try:
    assert False
except AssertionError as error:
    print(repr(error), error.args)

try:
    assert 1 > 2, ("a", "tuple")
except AssertionError as error:
    print(repr(error))

calls = []
assert not calls, calls.append("message is evaluated only on failure")
print(calls)
