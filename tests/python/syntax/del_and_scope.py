"""del of loop variables, exception names, class members and comprehension sources."""

for i in range(3):
    pass
del i
print("i" in globals())
try:
    raise ValueError("x")
except ValueError as e:
    kept = e
print("e" in globals(), kept)


class Record:
    kind = "record"
    limit = 5
    del limit

    def __init__(self):
        self.data = {"a": [1, 2, 3], "b": 2}

    def __delitem__(self, key):
        print("delete item", key)
        del self.data[key]

    def __delattr__(self, name):
        print("delete attribute", name)
        super().__delattr__(name)


r = Record()
del r["b"]
del r.data["a"][0], r.data["a"][-1]
print(r.data, hasattr(Record, "limit"))
del r.data
print(hasattr(r, "data"))
del Record.kind
print(hasattr(r, "kind"))
a = b = [1, 2, 3]
del a[1]
print(b)
(x, y), z = (1, 2), 3
del (x, y), z
print([n for n in ("x", "y", "z") if n in globals()])


def f(n):
    del n
    try:
        return n
    except UnboundLocalError as error:
        return type(error).__name__


print(f(1))
del f
try:
    f(1)
except NameError as error:
    print(error)
