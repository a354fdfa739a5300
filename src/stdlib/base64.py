"""Bytes as text."""

__all__ = ["b16decode", "b16encode", "b64decode", "b64encode", "urlsafe_b64decode", "urlsafe_b64encode"]

_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def b64encode(s, altchars=None):
    letters = _LETTERS if altchars is None else _LETTERS[:62] + altchars
    out = bytearray()
    for at in range(0, len(s), 3):
        block = s[at : at + 3]
        bits = int.from_bytes(block + bytes(3 - len(block)), "big")
        for shift in (18, 12, 6, 0)[: len(block) + 1]:
            out.append(letters[bits >> shift & 63])
        out.extend(b"=" * (3 - len(block)))
    return bytes(out)


def b64decode(s, altchars=None, validate=False):
    if isinstance(s, str):
        s = s.encode("ascii")
    letters = _LETTERS if altchars is None else _LETTERS[:62] + altchars
    digits = [letters.index(byte) for byte in s if byte in letters]
    if len(digits) % 4 == 1 or len([b for b in s if b in letters or b == 61]) % 4:
        raise ValueError("Incorrect padding")
    out = bytearray()
    for at in range(0, len(digits), 4):
        block = digits[at : at + 4]
        bits = 0
        for digit in block + [0] * (4 - len(block)):
            bits = bits << 6 | digit
        out.extend(bits.to_bytes(3, "big")[: len(block) - 1])
    return bytes(out)


standard_b64encode, standard_b64decode = b64encode, b64decode


def urlsafe_b64encode(s):
    return b64encode(s, b"-_")


def urlsafe_b64decode(s):
    return b64decode(s, b"-_")


def b16encode(s):
    return s.hex().upper().encode()


def b16decode(s, casefold=False):
    return bytes.fromhex(s if isinstance(s, str) else s.decode())
