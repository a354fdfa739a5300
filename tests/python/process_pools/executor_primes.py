import multiprocessing as mp
import os
import time
from concurrent.futures import ProcessPoolExecutor, as_completed, wait


def is_prime(n):
    return n > 1 and all(n % d for d in range(2, int(n ** 0.5) + 1))


if __name__ == "__main__":
    with ProcessPoolExecutor(4) as ex:
        numbers = range(1000, 1040)
        print([n for n, prime in zip(numbers, ex.map(is_prime, numbers, chunksize=10)) if prime])
