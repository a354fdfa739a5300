"""The sequences of random, randint, randrange and getrandbits for fixed seeds."""

import random

random.seed(42)
print([random.random() for _ in range(3)])
print([random.randint(1, 6) for _ in range(10)])
print([random.randrange(100) for _ in range(5)], random.randrange(0, 100, 7), random.randrange(5, 10))
print(random.getrandbits(8), random.getrandbits(64), random.getrandbits(100), random.getrandbits(0))
print(random.uniform(1, 10), random.triangular(0, 1, 0.5))
random.seed(0)
print(random.random(), random.randint(0, 10 ** 20))
random.seed("text")
print(random.random())
random.seed(b"bytes")
print(random.random())
random.seed(-5)
print(random.random())
random.seed(2 ** 100)
print(random.random())
random.seed(1.5)
print(random.random())
for bad in (lambda: random.randint(5, 1), lambda: random.randrange(0), lambda: random.randrange(1, 5, 0), lambda: random.randint(1.5, 2), lambda: random.getrandbits(-1), lambda: random.seed([1])):
    try:
        bad()
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
