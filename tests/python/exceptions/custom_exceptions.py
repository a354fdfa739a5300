"""Exception classes of one's own: hierarchy, attributes, str."""


class BankError(Exception):
    """Base of the bank's errors."""


class InsufficientFunds(BankError):
    def __init__(self, balance, amount):
        super().__init__(f"balance {balance} is less than {amount}")
        self.balance = balance
        self.amount = amount

    @property
    def missing(self):
        return self.amount - self.balance


class Frozen(BankError):
    def __str__(self):
        return "account frozen: " + ", ".join(map(str, self.args))


class Silent(BankError):
    pass


def withdraw(balance, amount):
    if amount < 0:
        raise Frozen("negative", amount)
    if amount > balance:
        raise InsufficientFunds(balance, amount)
    if amount == 0:
        raise Silent
    return balance - amount


for amount in (30, 500, -1, 0):
    try:
        print("left", withdraw(100, amount))
    except InsufficientFunds as error:
        print("need", error.missing, "more:", error, error.args)
    except BankError as error:
        print(type(error).__name__, repr(error), str(error) or "(no text)")
print(issubclass(Frozen, BankError), issubclass(BankError, Exception), BankError.__doc__, [c.__name__ for c in Frozen.__mro__])


class WithInit(Exception):
    def __init__(self, code):
        self.code = code


error = WithInit(42)
print(error.code, error.args, str(error), repr(error), isinstance(error, Exception))
error = ValueError("base")
error.add_note("a note")
print(error.__notes__, error.with_traceback(None) is error, ValueError("a") == ValueError("a"))
print([issubclass(a, b) for a, b in ((KeyError, LookupError), (IndexError, LookupError), (ZeroDivisionError, ArithmeticError), (ModuleNotFoundError, ImportError), (NotImplementedError, RuntimeError), (KeyboardInterrupt, Exception), (TimeoutError, OSError), (UnboundLocalError, NameError), (RecursionError, RuntimeError), (FileNotFoundError, OSError))])
