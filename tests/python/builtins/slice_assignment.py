"""Slices on the left: insert, replace, delete, stretch and shrink."""

a = [1, 2, 3, 4, 5]
a[1:3] = [20, 30, 35]
print(a)
a[:0] = ["start"]
a[len(a):] = ["end"]
a[2:2] = []
print(a)
a[1:-1] = range(3)
print(a)
a[::2] = "xyz"
print(a)
a[::-1] = a
print(a)
a[-1:] = ()
a[0:1] = "ab"
print(a)
a[:] = [0] * 3
print(a)
b = a
b[1:] = [9]
print(a, a is b)
matrix = [[0] * 4 for _ in range(3)]
for row in matrix:
    row[1:3] = [1, 1]
matrix[1][:] = [7] * 4
print(matrix)
s = slice(0, 2)
a[s] = [5, 6, 7]
print(a, a[s], s == slice(0, 2), s.start)
queue = [1, 2, 3]
queue[:1], first = [], queue[0]
print(queue, first)
for bad in ("extended", "not iterable", "zero step", "float"):
    try:
        if bad == "extended":
            a[::2] = [1]
        elif bad == "not iterable":
            a[0:1] = 5
        elif bad == "zero step":
            a[::0]
        else:
            a[1.5:]
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
