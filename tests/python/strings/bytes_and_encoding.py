"""bytes and bytearray, and the way between text and bytes."""

b = b"hello"
print(b, b[0], b[1:3], len(b), b + b"!", b * 2, list(b), 104 in b, b"ell" in b)
print("héllo €".encode(), "héllo".encode("utf-8"), "hello".encode("ascii"), "é".encode("latin-1"))
print(b"h\xc3\xa9".decode(), bytes([1, 2, 255]), bytes(3), bytes("é", "utf-8"), bytes(), bytes(range(4)))
print(b"a,b".split(b","), b"abc".upper(), b"abc".replace(b"b", b"x"), b"abc".find(b"c"), b" x ".strip(), b"-".join([b"a", b"b"]))
print(b"abc".hex(), bytes.fromhex("deadbeef"), b"\x00\n\t'\"\\\x7f", b"abc" < b"abd", b"a" == "a")
print(b"abc".startswith(b"a"), b"abc".decode("ascii"), str(b"abc"), str(b"abc", "ascii"), b"%d %s" % (5, b"x"))
array = bytearray(b"abc")
array[0] = 65
array.append(100)
array.extend(b"ef")
print(array, bytes(array), len(array), array.pop(), array)
del array[1:3]
print(array, array.decode(), array == b"Ade")
for bad in (
    lambda: b"abc" + "d",
    lambda: "é".encode("ascii"),
    lambda: b"\xff".decode(),
    lambda: bytes([256]),
    lambda: bytes("x"),
    lambda: b"abc"[5],
    lambda: "a" + b"b",
    lambda: bytes(-1),
    lambda: b"\x80".decode("ascii"),
):
    try:
        print(bad())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
print("é".encode("ascii", "replace"), "é".encode("ascii", "ignore"), b"a\xffb".decode("utf-8", "replace"))
