"""update in pieces, copy, and errors."""

import hashlib

h = hashlib.sha256()
for piece in (b"the quick ", b"brown fox ", b"jumps"):
    h.update(piece)
print(h.hexdigest() == hashlib.sha256(b"the quick brown fox jumps").hexdigest())
copy = h.copy()
copy.update(b"!")
print(h.hexdigest()[:16], copy.hexdigest()[:16])
for bad in (lambda: hashlib.sha256("text"), lambda: h.update(5), lambda: hashlib.new("nope")):
    try:
        bad()
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
print(hashlib.sha256(bytearray(b"abc")).hexdigest() == hashlib.sha256(b"abc").hexdigest())
big = b"x" * 100_000
print(hashlib.sha1(big).hexdigest(), hashlib.md5(big).hexdigest())
