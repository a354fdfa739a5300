"""A bank with accounts, transfers, errors and a ledger, from several threads."""

import threading


class InsufficientFunds(Exception):
    pass


class Account:
    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance
        self.lock = threading.RLock()

    def withdraw(self, amount):
        with self.lock:
            if amount > self.balance:
                raise InsufficientFunds(f"{self.owner} has {self.balance}, needs {amount}")
            self.balance -= amount

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("deposits must be positive")
        with self.lock:
            self.balance += amount


class Bank:
    def __init__(self):
        self.accounts = {}
        self.ledger = []
        self.lock = threading.Lock()

    def open(self, owner, balance):
        self.accounts[owner] = Account(owner, balance)

    def transfer(self, source, target, amount):
        a, b = self.accounts[source], self.accounts[target]
        first, second = sorted((a, b), key=lambda account: account.owner)
        with first.lock, second.lock:
            a.withdraw(amount)
            b.deposit(amount)
        with self.lock:
            self.ledger.append((source, target, amount))

    @property
    def total(self):
        return sum(account.balance for account in self.accounts.values())


bank = Bank()
for owner, balance in (("ada", 100), ("bob", 50), ("cy", 0)):
    bank.open(owner, balance)
failures = []


def client(moves):
    for source, target, amount in moves:
        try:
            bank.transfer(source, target, amount)
        except InsufficientFunds as error:
            failures.append(str(error))


threads = [threading.Thread(target=client, args=([("ada", "bob", 1), ("bob", "ada", 1)] * 20,)) for _ in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
client([("cy", "ada", 5)])
print(bank.total, {o: a.balance for o, a in bank.accounts.items()}, len(bank.ledger), failures)
try:
    bank.transfer("ada", "nobody", 1)
except KeyError as error:
    print("no account", error)
