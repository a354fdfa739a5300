"""Subscripts and slices, read and written, and slice objects."""

s = "abcdefghij"
print(s[0], s[-1], s[2:5], s[:3], s[7:], s[:], s[::2], s[::-1], s[8:2:-2])
print(s[100:], s[-3:], s[:-3], s[5:2], s[-100:2])
print((1, 2, 3)[1:], [1, 2, 3][::-1], range(10)[2:8:3], b"hello"[1:3], b"hello"[1])

a = list(range(10))
a[2:5] = ["x"]
print(a)
a[1:1] = [7, 8, 9]
print(a)
a[::3] = ["p"] * len(a[::3])
print(a)
a[-2:] = []
print(a)
a[len(a):] = range(3)
print(a)
try:
    a[::2] = [1]
except ValueError as error:
    print(error)

piece = slice(1, 8, 2)
print(piece, piece.start, piece.stop, piece.step, s[piece])
print(piece.indices(5), slice(None, None, -1).indices(4), slice(3))
for index in (10, -11):
    try:
        s[index]
    except IndexError as error:
        print(error)
try:
    numbers = [1, 2]
    numbers["a"]
except TypeError as error:
    print(error)


class Grid:
    def __getitem__(self, key):
        return key


print(Grid()[1, 2], Grid()[1:2, ::3], Grid()[...], Grid()["a":"b"])
