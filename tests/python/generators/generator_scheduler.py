"""A round-robin scheduler made of generators, as courses on concurrency begin."""

from collections import deque


def task(name, steps):
    for i in range(steps):
        print(f"{name} step {i}")
        yield
    return f"{name} finished"


def run(tasks):
    ready = deque(tasks)
    results = []
    while ready:
        current = ready.popleft()
        try:
            next(current)
        except StopIteration as stop:
            results.append(stop.value)
        else:
            ready.append(current)
    return results


print(run([task("A", 2), task("B", 3), task("C", 1)]))


def producer(n, consumer):
    next(consumer)
    for i in range(n):
        consumer.send(i * i)
    consumer.close()


def consumer():
    total = 0
    try:
        while True:
            item = yield
            total += item
            print("got", item)
    except GeneratorExit:
        print("total", total)


producer(4, consumer())


def grep(word):
    found = []
    while True:
        line = yield list(found)
        if word in line:
            found.append(line)


g = grep("py")
next(g)
for line in ("python", "ruby", "pypy"):
    print(g.send(line))
