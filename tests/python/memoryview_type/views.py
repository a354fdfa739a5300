"""Views of bytes and bytearrays: items, slices, attributes, conversion."""

data = bytearray(b"hello world")
view = memoryview(data)
print(len(view), view[0], view[-1], view[4:7].tobytes(), bytes(view[::2]), view[::-1].tolist())
print(view.readonly, view.nbytes, view.itemsize, view.format, view.ndim, view.shape, view.strides, view.suboffsets)
print(view.obj is data, view.contiguous, view[::2].contiguous, view[::2].strides, view[::-1].strides, view[3:3].shape)
view[0] = ord("J")
view[1:5] = b"ELLO"
view[6:] = bytearray(b"WORLD")
view[::5] = memoryview(b"#*!")
print(data, view.tobytes(), view.hex(), view[:4].hex("-"), view[:6].hex(":", 2))
part = view[2:6][1:3]
part[0] = 46
print(data, part.tolist(), list(part), [chr(item) for item in part], 46 in part, sum(part))
first, *rest = view[:3]
print(first, rest, max(view), sorted(view[:5]), list(reversed(view[:3])), list(enumerate(view[:2])))
fixed = memoryview(b"abc")
print(fixed.readonly, fixed == b"abc", fixed == bytearray(b"abc"), b"abc" == fixed, fixed != b"abd", fixed == "abc", fixed == [97, 98, 99])
print(fixed == memoryview(b"abc"), fixed[1:] == b"bc", fixed[::2] == b"ac", hash(fixed) == hash(b"abc"), {fixed: 1}[b"abc"])
print(view.toreadonly().readonly, view.readonly, memoryview(fixed).obj, bool(memoryview(b"")), bool(fixed))
print(b"x" + fixed, bytearray(b"y") + fixed[1:], b",".join([fixed, b"z"]), bytes(fixed), bytearray(fixed[::-1]), str(fixed, "utf-8"))
more = bytearray(b"123")
more += fixed
more.extend(fixed[:1])
more[1:2] = fixed
print(more, more.find(fixed), more.count(fixed), more.startswith(fixed[:0]), int.from_bytes(fixed, "big"), fixed[1:] in b"abc")
print(type(view), isinstance(view, memoryview), type(view[1:]), memoryview(object=b"k")[0])
