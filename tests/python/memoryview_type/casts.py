"""Casts between bytes and numbers, and what an item becomes."""

memory = bytearray(range(16))
view = memoryview(memory)
for code in "bBhHiIlLqQfdc?nN":
    cast = view.cast(code)
    print(code, cast.format, cast.itemsize, len(cast), cast.nbytes, cast[0], cast[-1], cast.shape, cast.strides)
print(view.cast("@H").format, view.cast("@H").tolist(), view.cast("H").cast("B") == view, view.cast("B", shape=[16]).shape)
words = view.cast("I")
words[0] = 0xDEADBEEF
words[1:3] = memoryview(bytearray(b"\xff" * 8)).cast("I")
print(memory.hex(" "), words.tolist(), [hex(word) for word in words])
doubles = view.cast("d")
doubles[0], doubles[1] = 1.5, -2
print(doubles.tolist(), memory.hex(), doubles[::-1].tolist(), doubles.tobytes().hex())
floats = view.cast("f")
floats[0] = 0.1
print(floats[0], floats.tolist()[0] == 0.1)
signed = view.cast("q")
signed[0] = -1
signed[1] = True
print(signed.tolist(), view.cast("Q").tolist(), view.tolist())
flags = view.cast("?")
flags[3] = 0
flags[4] = "yes"
print(flags.tolist()[:6], view.cast("c")[3], view.cast("c").tolist()[:5])
print(view.cast("b") == view, view.cast("b")[8:] == view[8:], view.cast("q") == signed, signed == [-1, 1])
print(memoryview(b"\x01\x00\x02\x00").cast("h") == memoryview(b"\x01\x02"), memoryview(b"\0\0\0\0").cast("f") == memoryview(b"\0"))
nan = memoryview(b"\0\0\xc0\x7f").cast("f")
print(nan[0], nan == memoryview(b"\0\0\xc0\x7f").cast("f"))
