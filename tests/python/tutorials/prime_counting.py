import threading
from concurrent.futures import ThreadPoolExecutor


def is_prime(n):
    if n < 2:
        return False
    i = 2
    while i * i <= n:
        if n % i == 0:
            return False
        i += 1
    return True


def count_primes(start, stop):
    return sum(1 for n in range(start, stop) if is_prime(n))


class PrimeCounter(threading.Thread):
    def __init__(self, start, stop):
        super().__init__()
        self.bounds = start, stop
        self.result = None

    def run(self):
        self.result = count_primes(*self.bounds)


threads = [PrimeCounter(n * 500, (n + 1) * 500) for n in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print([t.result for t in threads], sum(t.result for t in threads))
with ThreadPoolExecutor(4) as pool:
    print(sum(pool.map(count_primes, range(0, 2000, 500), range(500, 2500, 500))))
