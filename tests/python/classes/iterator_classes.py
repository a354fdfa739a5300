"""Iterators and iterables as classes: two loops at once, infinite ones, StopIteration."""


class Countdown:
    def __init__(self, start):
        self.start = start

    def __iter__(self):
        return CountdownIterator(self.start)


class CountdownIterator:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n + 1


c = Countdown(3)
print(list(c), list(c), [(a, b) for a in c for b in c][:4])
it = iter(c)
print(next(it), list(it), next(it, "end"))
print(max(c), sorted(c), 2 in c, 9 in c, sum(c), ",".join(map(str, c)), dict(zip(c, "abc")), tuple(c), set(c) == {1, 2, 3})
first, *rest = c
print(first, rest, *c)


class Fibonacci:
    def __init__(self):
        self.a, self.b = 0, 1

    def __iter__(self):
        return self

    def __next__(self):
        value = self.a
        self.a, self.b = self.b, self.a + self.b
        return value


for n in Fibonacci():
    if n > 50:
        break
    print(n, end=" ")
print()


class LinkedList:
    def __init__(self, *items):
        self.head = None
        for item in reversed(items):
            self.head = (item, self.head)

    def __iter__(self):
        node = self.head
        while node:
            item, node = node
            yield item

    def __len__(self):
        return sum(1 for _ in self)

    def __contains__(self, wanted):
        return any(item == wanted for item in self)


items = LinkedList("a", "b", "c")
print(list(items), len(items), "b" in items, "z" in items, bool(items), bool(LinkedList()), list(enumerate(items)))
for bad in (lambda: next(c), lambda: iter(3), lambda: list(type("I", (), {"__iter__": lambda self: 3})())):
    try:
        bad()
    except TypeError as error:
        print(error)
