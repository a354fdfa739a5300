import random

random.seed(42)
print(random.randint(1, 6), random.randrange(0, 100, 5), round(random.uniform(1, 2), 6))
print(random.choice("abc"), random.choices([1, 2, 3], k=5), random.sample(range(50), 4))
deck = list(range(8))
random.shuffle(deck)
print(deck, random.random(), random.getrandbits(16))
own = random.Random(7)
print([own.randint(0, 9) for _ in range(5)], random.choices("ab", weights=[9, 1], k=6))
