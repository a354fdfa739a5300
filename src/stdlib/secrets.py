"""Random values from the simulated machine's entropy."""

import os
from random import SystemRandom as _SystemRandom

__all__ = ["choice", "randbelow", "randbits", "token_bytes", "token_hex", "token_urlsafe", "compare_digest"]

_random = _SystemRandom()
choice = _random.choice
randbits = _random.getrandbits


def randbelow(exclusive_upper_bound):
    return _random.randrange(exclusive_upper_bound)


def token_bytes(nbytes=32):
    return os.urandom(nbytes)


def token_hex(nbytes=32):
    return token_bytes(nbytes).hex()


def token_urlsafe(nbytes=32):
    import base64

    return base64.urlsafe_b64encode(token_bytes(nbytes)).rstrip(b"=").decode()


def compare_digest(a, b):
    return a == b
