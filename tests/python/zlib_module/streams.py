import zlib

text = b"to be or not to be, that is the question; " * 200
for level in (-1, 0, 1, 6, 9):
    packed = zlib.compress(text, level)
    print(level, zlib.decompress(packed) == text, len(packed) < len(text))
for wbits in (15, -15, 31, 9):
    print(wbits, zlib.decompress(zlib.compress(text, wbits=wbits), wbits) == text)
print(zlib.decompress(bytes.fromhex("789ccb48cdc9c95728cf2fca4901001a0b045d")))
print(zlib.decompress(zlib.compress(bytearray(b"abc")) + b"what follows"))
print(zlib.decompress(zlib.compress(b"")))
