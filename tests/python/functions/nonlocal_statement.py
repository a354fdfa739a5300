"""nonlocal finds the nearest enclosing function; several names and levels."""


def account(balance):
    history = []
    fees = 0

    def withdraw(amount):
        nonlocal balance, fees
        if amount + 1 > balance:
            return "insufficient funds"
        balance -= amount + 1
        fees += 1
        history.append(-amount)
        return balance

    def report():
        return balance, fees, history

    return withdraw, report


withdraw, report = account(100)
print(withdraw(30), withdraw(500), withdraw(9), report())

x = "global"


def one():
    x = "one"

    def two():
        def three():
            nonlocal x
            x = "set by three"

        three()
        return x

    def four():
        global x
        x = "global set by four"

    four()
    return two(), x


print(one(), x)


def toggler():
    state = False

    def toggle():
        nonlocal state
        state = not state
        return state

    return toggle


t = toggler()
print([t() for _ in range(4)])


def deleted():
    value = 1

    def remove():
        nonlocal value
        del value

    remove()
    try:
        return value
    except NameError as error:
        return f"{type(error).__name__}: {error}"


print(deleted())
