"""Compression and checksums: real ones, made without the GIL."""

import _zlib

DEFLATED = 8
DEF_BUF_SIZE = 16384
DEF_MEM_LEVEL = 8
MAX_WBITS = 15
ZLIB_VERSION = ZLIB_RUNTIME_VERSION = "1.2.13"
Z_NO_COMPRESSION = 0
Z_BEST_SPEED = 1
Z_BEST_COMPRESSION = 9
Z_DEFAULT_COMPRESSION = -1


class error(Exception):
    pass


def compress(data, /, level=-1, wbits=15):
    return _made(_zlib.compress(data, level, wbits))


def decompress(data, /, wbits=15, bufsize=16384):
    return _made(_zlib.decompress(data, wbits))


def crc32(data, value=0, /):
    return int.from_bytes(_zlib.crc32(data, value & 0xFFFFFFFF), "big")


def adler32(data, value=1, /):
    return int.from_bytes(_zlib.adler32(data, value & 0xFFFFFFFF), "big")


def _made(result):
    if isinstance(result, str):
        raise error(result)
    return result
