"""sort and sorted: stability, keys, reverse, partial orders by __lt__."""

records = [("b", 2), ("a", 2), ("c", 1), ("a", 1)]
print(sorted(records))
print(sorted(records, key=lambda r: r[1]))
print(sorted(records, key=lambda r: r[1], reverse=True))
print(sorted("Hello World", key=str.lower), sorted({3: "x", 1: "y"}), sorted((x % 4 for x in range(8))))
print(sorted([3, 1.5, True, -2]), sorted([[2], [1, 5], []]), sorted(["b", "B", "a", "A"]))
print(list(reversed([1, 2, 3])), list(reversed("abc")), list(reversed(range(4))))

comparisons = 0


class Card:
    def __init__(self, rank, suit):
        self.rank = rank
        self.suit = suit

    def __lt__(self, other):
        global comparisons
        comparisons += 1
        return self.rank < other.rank

    def __repr__(self):
        return f"{self.rank}{self.suit}"


hand = [Card(5, "h"), Card(2, "s"), Card(5, "c"), Card(1, "d")]
print(sorted(hand), comparisons)
hand.sort(reverse=True)
print(hand, min(hand), max(hand), comparisons)
numbers = [(i * 7919) % 101 for i in range(60)]
print(sorted(numbers) == sorted(sorted(numbers, reverse=True)), sorted(numbers)[:10])
for bad in ([1, "a"], [None, None], [{}, {}], [object, 1]):
    try:
        sorted(bad)
    except TypeError as error:
        print(error)
try:
    [3, 2].sort(key=5)
except TypeError as error:
    print(error)
try:
    sorted([1, 2], lambda x: x)
except TypeError as error:
    print(error)


def failing_key(x):
    raise ValueError(f"no key for {x}")


data = [3, 1, 2]
try:
    data.sort(key=failing_key)
except ValueError as error:
    print(error, data)
