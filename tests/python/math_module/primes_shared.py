"""Primes counted by threads, as every course on threads does it."""
import math
import threading


def is_prime(n):
    if n < 2:
        return False
    return all(n % d for d in range(2, math.isqrt(n) + 1))


def count(low, high, into, index):
    into[index] = sum(is_prime(n) for n in range(low, high))


counts = [0] * 4
step = math.ceil(1000 / len(counts))
workers = [
    threading.Thread(target=count, args=(i * step, (i + 1) * step, counts, i))
    for i in range(len(counts))
]
for worker in workers:
    worker.start()
for worker in workers:
    worker.join()
print(counts, sum(counts), math.floor(math.sqrt(sum(counts))))
