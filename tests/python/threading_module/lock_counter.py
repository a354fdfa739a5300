"""A counter guarded by a lock loses no update."""

import threading

counter = 0
lock = threading.Lock()


def work(n):
    global counter
    for _ in range(n):
        with lock:
            counter += 1


threads = [threading.Thread(target=work, args=(2000,)) for _ in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(counter, lock.locked())


class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()

    def transfer(self, other, amount):
        first, second = sorted((self, other), key=id)
        with first.lock, second.lock:
            if self.balance >= amount:
                self.balance -= amount
                other.balance += amount


a, b = Account(1000), Account(1000)
threads = [threading.Thread(target=lambda x=x, y=y: [x.transfer(y, 1) for _ in range(300)]) for x, y in ((a, b), (b, a))]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(a.balance + b.balance)
