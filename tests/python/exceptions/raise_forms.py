"""raise: class, instance, bare, from, from None, and what cannot be raised."""

for thing in (ValueError, ValueError("with text"), ValueError("two", "args"), KeyError("key"), OSError(2, "No such file"), StopIteration(5)):
    try:
        raise thing
    except Exception as error:
        print(repr(error), "|", str(error), "|", error.args)


def reraise():
    try:
        raise ValueError("again")
    except ValueError:
        print("seen once")
        raise


try:
    reraise()
except ValueError as error:
    print("seen twice", error)
try:
    try:
        {}["missing"]
    except KeyError as error:
        raise RuntimeError("lookup failed") from error
except RuntimeError as error:
    print(error, repr(error.__cause__), repr(error.__context__), error.__suppress_context__)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("while handling")
except ValueError as error:
    print(error.__cause__, repr(error.__context__), error.__suppress_context__)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("hidden") from None
except ValueError as error:
    print(error.__cause__, repr(error.__context__), error.__suppress_context__)
for bad in (5, "text", int, None):
    try:
        raise bad
    except TypeError as error:
        print(error)
try:
    raise ValueError("x") from 5
except TypeError as error:
    print(error)


def bare():
    raise


try:
    bare()
except RuntimeError as error:
    print(error)
try:
    try:
        raise ValueError
    except 5:
        pass
except TypeError as error:
    print(error)
