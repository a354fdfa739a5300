import threading
import time


class Philosopher(threading.Thread):
    meals = 0

    def __init__(self, index, left, right, waiter):
        threading.Thread.__init__(self)
        self.index, self.left, self.right, self.waiter = index, left, right, waiter

    def run(self):
        for _ in range(3):
            time.sleep(0.01)
            with self.waiter:
                with self.left, self.right:
                    self.meals += 1
                    time.sleep(0.005)


forks = [threading.Lock() for _ in range(5)]
waiter = threading.Semaphore(4)
table = [Philosopher(i, forks[i], forks[(i + 1) % 5], waiter) for i in range(5)]
for p in table:
    p.start()
for p in table:
    p.join()
print([p.meals for p in table])
