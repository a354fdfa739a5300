import random


def refusals(generator):
    for refused in (generator.getstate, lambda: generator.setstate(1), lambda: generator.getrandbits(-1)):
        try:
            refused()
        except Exception as error:
            yield type(error).__name__, str(error)


system = random.SystemRandom(5)
deck = list(range(10))
system.shuffle(deck)
print(sorted(deck), 0 <= system.random() < 1, system.getrandbits(0), len(system.randbytes(5)))
print(system.seed(3), all(1 <= system.randint(1, 6) <= 6 for _ in range(50)), *refusals(system))
