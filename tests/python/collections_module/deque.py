"""deque: both ends, rotation, maxlen, errors."""

from collections import deque

d = deque([1, 2, 3])
d.append(4)
d.appendleft(0)
print(d, len(d), d[0], d[-1], d.pop(), d.popleft(), d)
d.extend("ab")
d.extendleft("xy")
print(d, d.count(1), d.index("a"), 2 in d, list(reversed(d)))
d.rotate(2)
print(d)
d.rotate(-1)
d.remove("a")
d.insert(1, "ins")
d.reverse()
print(d, d.copy() == d, deque() == deque([]), bool(deque()))
last = deque(maxlen=3)
for i in range(6):
    last.append(i)
print(last, last.maxlen, d.maxlen)
last.appendleft("left")
print(last, deque([1, 2]) + deque([3]), deque([1]) * 3, deque([1, 2]) < deque([1, 3]))
last[1] = "changed"
del last[0]
print(last)
last.clear()
print(last)
for bad in (lambda: deque().pop(), lambda: deque().popleft(), lambda: deque([1])[5], lambda: deque([1]).remove(2), lambda: deque([1]).index(2), lambda: deque(maxlen=-1), lambda: deque(5), lambda: hash(deque())):
    try:
        bad()
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
grow = deque([1, 2])
try:
    for item in grow:
        grow.append(item)
except RuntimeError as error:
    print(error)
