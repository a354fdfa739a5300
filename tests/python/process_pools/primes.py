"""The documentation's example: primes by a pool."""

import math
from concurrent.futures import ProcessPoolExecutor

NUMBERS = [112272535095293, 1099726899285419, 2, 15, 1]


def is_prime(n):
    if n < 2:
        return False
    for i in range(2, min(math.isqrt(n), 2000) + 1):
        if n % i == 0:
            return False
    return True


if __name__ == "__main__":
    with ProcessPoolExecutor() as pool:
        for number, prime in zip(NUMBERS, pool.map(is_prime, NUMBERS)):
            print(f"{number} is prime: {prime}")
