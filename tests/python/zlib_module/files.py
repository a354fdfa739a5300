import zlib

check = 0
parts = []
for number in range(50):
    line = f"line {number} of a log\n".encode()
    check = zlib.crc32(line, check)
    parts.append(line)
whole = b"".join(parts)
print(check == zlib.crc32(whole), f"{check:08x}")
ratio = len(zlib.compress(whole, 9)) / len(whole)
print(ratio < 0.3)
