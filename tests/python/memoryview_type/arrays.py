"""Views of arrays, and arrays as memory."""

from array import array

numbers = array("i", [1, -2, 3, 70000])
view = memoryview(numbers)
print(view.format, view.itemsize, view.nbytes, view.shape, view.tolist(), view.readonly, view.obj is numbers, view[3])
view[0] = 99
view[1:3] = array("i", [7, 8])
print(numbers, view == numbers, view[1:] == array("i", [7, 8, 70000]), view == array("q", [99, 7, 8, 70000]), bytes(view[:1]))
as_bytes = view.cast("B")
as_bytes[4] = 255
print(numbers.tolist(), len(as_bytes), as_bytes[:8].hex(" "))
print(array("d", [0.5, -1.25]).tobytes().hex(), memoryview(array("d", [0.5, 2])).tolist(), array("f", [0.1]))
doubles = array("d")
doubles.frombytes(array("d", [1.5, 2.5]).tobytes())
doubles.extend([3, 4.5])
print(doubles, doubles[1:3], doubles[::-2], doubles.index(2.5), doubles.count(3.0), sum(doubles), 4.5 in doubles)
doubles[1:3] = array("d", [9])
del doubles[0]
print(doubles, doubles.pop(), doubles.pop(0), doubles, len(doubles), doubles.itemsize, doubles.typecode)
letters = array("w", "héllo")
letters.append("!")
print(letters, letters.tounicode(), letters[1], "l" in letters, letters[::2])
bits = array("B", b"abc")
bits.insert(1, 0)
bits.reverse()
bits *= 2
print(bits, bits + array("B", [1]), bits == array("B", bits), array("b", [1]) == array("d", [1.0]), array("h", [1, 2]) < array("h", [1, 3]))
swapped = array("H", [1, 256])
swapped.byteswap()
print(swapped, bytes(swapped), bytearray(swapped), array("Q", [2**64 - 1]), array("q", [-(2**63)]))
for bad in ["array('B', [256])", "array('b', [-129])", "array('h', [40000])", "array('H', [-1])", "array('i', [2**31])", "array('q', [2**63])",
            "array('B', [1.5])", "array('B', ['a'])", "array('d', ['a'])", "array('x')", "array('B', 'abc')", "array('i', b'abc')", "array('ii')",
            "array('B', [1])[1]", "array('B').pop()", "array('B', [1]).remove(2)", "array('B', [1]).index(2)", "array('B') + [1]",
            "array('B') + array('b')", "array('w', ['ab'])", "array('B', [1])['a']", "hash(array('B'))", "array('l', [2**63])", "array('I', [-1])"]:
    try:
        print(bad, eval(bad))
    except Exception as error:
        print(bad, "->", type(error).__name__, error)
