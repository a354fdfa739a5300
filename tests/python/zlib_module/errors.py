import zlib

packed = zlib.compress(b"hello" * 100)
for data in (b"", b"abc", b"\x79\x9c", packed[:-6], packed[:-1] + b"\0", packed[:1]):
    try:
        print(zlib.decompress(data))
    except zlib.error as problem:
        print(problem)
for call in (
    lambda: zlib.compress("a"),
    lambda: zlib.decompress(1),
    lambda: zlib.crc32("a"),
    lambda: zlib.compress(b"a", 11),
    lambda: zlib.compress(b"a", wbits=3),
    lambda: zlib.decompress(packed, wbits=3),
    lambda: zlib.decompress(packed, 31),
):
    try:
        print(call())
    except Exception as problem:
        print(type(problem).__module__, type(problem).__name__, problem)
