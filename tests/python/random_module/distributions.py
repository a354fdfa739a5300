"""Every distribution for a fixed seed."""

import random

random.seed(7)
print(random.gauss(0, 1), random.gauss(10, 2), random.normalvariate(0, 1))
print(random.expovariate(2), random.expovariate(), random.betavariate(2, 3))
print(random.gammavariate(2, 1), random.gammavariate(0.5, 2), random.gammavariate(1, 3), random.lognormvariate(0, 1))
print(random.paretovariate(3), random.weibullvariate(1, 2), random.vonmisesvariate(0, 4), random.triangular(1, 5), random.triangular(1, 5, 2))
values = [random.gauss(100, 15) for _ in range(1000)]
print(sum(values) / len(values), min(values), max(values))
print([random.binomialvariate(10, 0.3) for _ in range(5)], random.binomialvariate(100, 0.5))
try:
    random.gammavariate(-1, 1)
except ValueError as error:
    print(error)
