import threading


class Account:
    def __init__(self, name, balance):
        self.name, self.balance = name, balance
        self.lock = threading.Lock()

    def __repr__(self):
        return f"{self.name}: {self.balance}"


def transfer(source, target, amount):
    first, second = sorted((source, target), key=lambda a: a.name)
    with first.lock, second.lock:
        if source.balance >= amount:
            source.balance -= amount
            target.balance += amount


a, b = Account("A", 1000), Account("B", 1000)
threads = []
for i in range(50):
    threads.append(threading.Thread(target=transfer, args=(a, b, 10)))
    threads.append(threading.Thread(target=transfer, args=(b, a, 5)))
for t in threads:
    t.start()
for t in threads:
    t.join()
print(a, b, a.balance + b.balance)
