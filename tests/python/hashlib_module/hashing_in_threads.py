"""Hashing large blocks in several threads, and a little proof of work."""

import hashlib
import threading

results = {}


def digest(name, data):
    results[name] = hashlib.sha256(data).hexdigest()[:16]


threads = [threading.Thread(target=digest, args=(n, bytes([n]) * 200_000)) for n in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
for name in sorted(results):
    print(name, results[name])


def mine(prefix):
    nonce = 0
    while not hashlib.sha256(f"block{nonce}".encode()).hexdigest().startswith(prefix):
        nonce += 1
    return nonce


print(mine("00"))
seed = b"chain"
for _ in range(5):
    seed = hashlib.md5(seed).digest()
print(seed.hex())
