"""Random objects of one's own, state saved and restored, threads with their own."""

import random
import threading

a, b = random.Random(99), random.Random(99)
print(a.random() == b.random(), a.randint(1, 100) == b.randint(1, 100))
state = a.getstate()
first = [a.random() for _ in range(3)]
a.setstate(state)
print(first == [a.random() for _ in range(3)], len(state), state[0], len(state[1]))
print(a.gauss(0, 1) != b.gauss(0, 1), random.Random(5).sample(range(50), 4))
results = {}


def worker(seed):
    rng = random.Random(seed)
    results[seed] = [rng.randint(1, 1000) for _ in range(4)]


threads = [threading.Thread(target=worker, args=(s,)) for s in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
for seed in sorted(results):
    print(seed, results[seed])


class Dice(random.Random):
    def roll(self, n=2):
        return [self.randint(1, 6) for _ in range(n)]


dice = Dice(3)
print(dice.roll(), dice.roll(5))
random.seed()
print(0 <= random.random() < 1)
