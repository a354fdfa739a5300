"""bytearray: bytes that change."""

a = bytearray(b"hello")
a[0] = ord("J")
a += b" world"
a.extend([33, 33])
a.insert(5, 44)
print(a, len(a), a.pop(), a.pop(0), a)
a[0:3] = b"EL"
del a[-1]
a.reverse()
print(a, a[2:4], bytes(a), a.find(b"l"), a.count(b"l"))
a.remove(ord("d"))
a.clear()
print(a, bytearray(3), bytearray(range(3)), bytearray("é", "utf-8"), bytearray(b"x") * 3)
buffer = bytearray()
for chunk in (b"ab", b"cd", b"\n", b"ef"):
    buffer.extend(chunk)
    while (cut := buffer.find(b"\n")) >= 0:
        print("line", bytes(buffer[:cut]))
        del buffer[: cut + 1]
print("left", buffer, buffer == b"ef", buffer.decode(), buffer.hex(), buffer.upper())
checksum = 0
for byte in bytearray(b"checksum"):
    checksum = (checksum * 31 + byte) % 65521
print(checksum, list(bytearray(b"ab")), bytearray(b"b") in [b"b"], bytearray(b"a") < b"b")
for bad in (lambda: a.pop(), lambda: bytearray([256]), lambda: bytearray(b"a").append(300), lambda: bytearray(b"a").append("x"), lambda: bytearray(b"a").remove(1), lambda: hash(bytearray())):
    try:
        bad()
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
