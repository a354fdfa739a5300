# Attributes and methods.
class Account:
    def __init__(self, balance):
        self.balance = balance
        self.moves = 0

    def deposit(self, amount):
        self.balance += amount
        self.moves += 1


def run(rounds):
    accounts = [Account(i) for i in range(10)]
    for i in range(rounds):
        for account in accounts:
            account.deposit(i % 7)
    return sum(account.balance for account in accounts)


print(run(200_000))
