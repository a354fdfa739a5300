import zlib

print(zlib.crc32(b""), zlib.crc32(b"hello world"), zlib.crc32(b"x" * 100_000))
print(zlib.adler32(b""), zlib.adler32(b"hello world"), zlib.adler32(b"x" * 100_000))
half = zlib.crc32(b"hello ")
print(zlib.crc32(b"world", half), zlib.crc32(b"a", -1), zlib.crc32(b"a", 2**40 + 1))
print(zlib.adler32(b"world", zlib.adler32(b"hello ")))
