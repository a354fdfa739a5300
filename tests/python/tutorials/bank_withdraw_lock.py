import threading
import time


class BankAccount:
    def __init__(self, balance=100):
        self.balance = balance
        self._lock = threading.RLock()

    def deposit(self, amount):
        with self._lock:
            new = self.balance + amount
            time.sleep(0.001)
            self.balance = new

    def withdraw(self, amount):
        with self._lock:
            if amount > self.balance:
                raise ValueError(f"insufficient funds: {self.balance} < {amount}")
            self.deposit(-amount)


account = BankAccount()
errors = []


def spend(amount):
    try:
        account.withdraw(amount)
    except ValueError as error:
        errors.append(str(error))


threads = [threading.Thread(target=spend, args=(30,)) for _ in range(5)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(account.balance, errors)
