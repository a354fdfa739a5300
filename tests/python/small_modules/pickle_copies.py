import pickle


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __repr__(self):
        return f"Point({self.x}, {self.y})"


shared = [1, 2]
data = {"p": Point(1, 2), "l": shared, "again": shared, "t": (1, None, True, 2.5, "s", b"b"), "s": {1, 2}}
copy = pickle.loads(pickle.dumps(data))
print(copy, copy["l"] is copy["again"], copy["l"] is shared, isinstance(copy["p"], Point))
print(pickle.loads(pickle.dumps(len)) is len, pickle.loads(pickle.dumps(Point)) is Point)
print(type(pickle.dumps(1)), pickle.loads(pickle.dumps(ValueError("x", 1))).args)
try:
    pickle.loads(b"")
except EOFError as error:
    print(error)
