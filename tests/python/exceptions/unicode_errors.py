"""What the two Unicode errors are made of, and how they read."""


def tell(error):
    print(repr(error), error.args, sep="\n  ")
    print("  ", error, "|", error.encoding, error.start, error.end, error.object, error.reason)


for work in (
    lambda: b"\xff".decode(),
    lambda: b"abc\xe9 ".decode("utf-8"),
    lambda: b"\xe2\x82".decode(),
    lambda: bytes([65, 200]).decode("ascii"),
    lambda: "café".encode("ascii"),
    lambda: "naïve…é!".encode("latin-1"),
    lambda: "한국 é".encode("ascii"),
    lambda: str(b"\x80abc", "utf-8"),
    lambda: bytes("é", "ascii"),
):
    try:
        work()
    except UnicodeError as error:
        tell(error)
tell(UnicodeDecodeError("mine", b"\x01\x02\x03", 1, 3, "just so"))
tell(UnicodeEncodeError("mine", "ab🎉", 2, 3, "too merry"))
for arguments in ((), ("x",), ("x", "y", 0, 1, "z"), (1, b"", 0, 1, "z"), ("x", b"", "0", 1, "z"),
                  ("x", b"", 0, 1, 2)):
    try:
        raise UnicodeDecodeError(*arguments)
    except TypeError as error:
        print(error)
try:
    raise UnicodeEncodeError("x", b"y", 0, 1, "z")
except TypeError as error:
    print(error)
print(repr(UnicodeError("any", 2)), isinstance(UnicodeDecodeError("a", b"b", 0, 1, "c"), ValueError))
try:
    b"\xff\xfe".decode()
except UnicodeDecodeError as error:
    print(error.object[error.start:error.end])
"\ud7ff".encode("ascii")
