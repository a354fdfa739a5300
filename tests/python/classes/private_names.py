"""Two leading underscores are mangled with the class name; one is only a convention."""


class Account:
    __bank = "B"

    def __init__(self):
        self.__balance = 10
        self._note = "by convention"
        self.__dunder__ = "not mangled"

    def __check(self):
        return f"checked {self.__balance}"

    def check(self):
        return self.__check(), Account.__bank

    def copy_from(self, other):
        self.__balance = other.__balance


class Savings(Account):
    def __init__(self):
        super().__init__()
        self.__balance = 99

    def peek(self):
        return self.__balance, self._Account__balance


a = Account()
print(a.check(), a._note, a.__dunder__, sorted(vars(a)))
print(a._Account__balance, a._Account__check(), Savings().peek(), Savings().check())
try:
    a.__balance
except AttributeError as error:
    print(error)
b = Account()
b._Account__balance = 77
a.copy_from(b)
print(a.check())


class _Hidden:
    def __init__(self):
        self.__x = 1


print(vars(_Hidden()))
