"""Bits: masks, shifts, two's complement of negative and big ints."""

flags = 0
READ, WRITE, EXEC = 1 << 0, 1 << 1, 1 << 2
flags |= READ | EXEC
print(flags, bool(flags & WRITE), bool(flags & EXEC), flags & ~READ, flags ^ WRITE, f"{flags:03b}")
print(-1 & 0xFF, -5 >> 1, -5 << 2, ~7, -8 & 12, -8 | 3, -8 ^ 5, -1 >> 100, 1 >> 100)
big = 1 << 100
print(big & (big - 1), (big | 1) ^ big, -big & big, ~big, (-big) >> 98, big >> 99, (big + 5) & 7)
print(bin(42), hex(-255), oct(8), int("101010", 2), f"{42:#010b} {42:x} {255:X}", (1023).bit_length(), bin(1023).count("1"))


def popcount(n):
    count = 0
    while n:
        n &= n - 1
        count += 1
    return count


print([popcount(n) for n in (0, 1, 255, 1 << 70, (1 << 65) - 1)])
gray = [n ^ (n >> 1) for n in range(8)]
print([f"{g:03b}" for g in gray])
state = 0x2545F491
for _ in range(3):
    state ^= (state << 13) & 0xFFFFFFFF
    state ^= state >> 17
    state ^= (state << 5) & 0xFFFFFFFF
    print(state)
for bad in (lambda: 1 << -1, lambda: 1.5 & 1, lambda: 1 | "a", lambda: ~1.5):
    try:
        bad()
    except (ValueError, TypeError) as error:
        print(error)
