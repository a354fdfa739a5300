"""Real digests of known texts."""

import hashlib

for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512"):
    h = hashlib.new(name, b"hello")
    print(name, h.hexdigest(), h.digest_size, h.block_size, h.name)
print(hashlib.sha256(b"").hexdigest())
print(hashlib.sha256("héllo".encode()).hexdigest(), hashlib.md5(b"abc").digest())
print(hashlib.blake2b(b"x").hexdigest()[:32], hashlib.sha3_256(b"x").hexdigest()[:32])
