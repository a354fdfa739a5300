"""choice, choices, shuffle, sample for fixed seeds."""

import random

random.seed(1234)
names = ["Ada", "Bob", "Cy", "Dee", "Eve"]
print([random.choice(names) for _ in range(6)], random.choice("abc"), random.choice(range(1000)))
random.shuffle(names)
print(names)
print(random.sample(range(100), 5), random.sample(names, 3), random.sample(range(10 ** 6), 4), random.sample(names, 0))
print(random.choices("abc", k=6), random.choices(["x", "y"], weights=[9, 1], k=8), random.choices([1, 2, 3], cum_weights=[1, 5, 6], k=5))
print(random.sample(["a", "b"], 3, counts=[2, 2]), random.randbytes(4))
deck = [(rank, suit) for suit in "SH" for rank in (1, 2, 3)]
random.shuffle(deck)
print(deck)
for bad in (lambda: random.choice([]), lambda: random.sample([1], 2), lambda: random.sample({1, 2}, 1), lambda: random.choices([], k=1), lambda: random.choices([1], weights=[1, 2]), lambda: random.choices([1], weights=[0]), lambda: random.shuffle((1, 2))):
    try:
        bad()
    except (ValueError, TypeError, IndexError) as error:
        print(type(error).__name__, error)
