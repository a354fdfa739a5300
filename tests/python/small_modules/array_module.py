from array import array

a = array("i", [1, 2, 3])
a.append(4)
a.extend([5, 6])
print(a, len(a), a[0], a[-1], a[1:3], list(a), sum(a), a.typecode, a.itemsize)
a[0] = 10
print(a.index(10), a.count(2), a.pop(), a.tolist(), 3 in a)
print(array("d", [1.5, 2]), array("b"), array("i", [1]) + array("i", [2]), array("i", [1]) * 3)
for bad in [lambda: array("b", [200]), lambda: array("i", ["x"]), lambda: a[99]]:
    try:
        bad()
    except (OverflowError, TypeError, IndexError) as error:
        print(type(error).__name__, error)
print(array("h", b"\x01\x00\x02\x00"), array("i", [1, 2]).tobytes())
