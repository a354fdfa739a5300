"""The order in which try, except, else and finally run."""


def attempt(action):
    try:
        print("try")
        result = action()
    except ZeroDivisionError as error:
        print("except", error)
        result = "divided by zero"
    except (KeyError, IndexError) as error:
        print("except lookup", type(error).__name__, error)
        result = "lookup"
    else:
        print("else", result)
    finally:
        print("finally")
    return result


print(attempt(lambda: 10 / 2))
print(attempt(lambda: 10 / 0))
print(attempt(lambda: {}["k"]))
print(attempt(lambda: [][1]))
try:
    attempt(lambda: int("x"))
except ValueError as error:
    print("outside", error)


def returns_in_finally():
    try:
        return "try"
    finally:
        print("before returning")


def loops():
    for i in range(3):
        try:
            if i == 0:
                continue
            if i == 2:
                break
            print("body", i)
        finally:
            print("finally", i)
    else:
        print("no break")


def nested():
    try:
        try:
            raise ValueError("inner")
        finally:
            print("inner finally")
    except ValueError as error:
        print("outer", error)
    finally:
        print("outer finally")


print(returns_in_finally())
loops()
nested()
try:
    pass
except:
    print("never")
else:
    print("nothing happened")
try:
    raise KeyError
except:
    print("bare except")
try:
    error_name = "kept"
    raise ValueError("v")
except ValueError as error_name:
    pass
try:
    error_name
except NameError as error:
    print(error)
