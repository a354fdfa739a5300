"""What finally may override: return values, exceptions, breaks."""


def return_wins():
    try:
        raise ValueError("lost")
    finally:
        return "finally's return"


def later_return():
    value = 1
    try:
        return value
    finally:
        value = 2


def mutable_return():
    items = [1]
    try:
        return items
    finally:
        items.append(2)


def break_swallows():
    for i in range(3):
        try:
            1 / 0
        finally:
            break
    return f"left the loop at {i}"


def new_error():
    try:
        1 / 0
    finally:
        raise KeyError("replaces it")


def deep():
    try:
        try:
            return "inner"
        finally:
            print("first")
    finally:
        print("second")


def generator():
    try:
        yield 1
        yield 2
    finally:
        print("generator cleaned up")


print(return_wins(), later_return(), mutable_return(), break_swallows(), deep())
try:
    new_error()
except KeyError as error:
    print(error, repr(error.__context__))
for value in generator():
    print(value)
    if value == 2:
        break


def loop():
    while True:
        try:
            return "out of an endless loop"
        finally:
            print("on the way out")


print(loop())
