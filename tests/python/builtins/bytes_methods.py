"""bytes: the methods they share with str, and their own."""

b = b"Hello, World"
print(b.lower(), b.upper(), b.swapcase(), b.title(), b.capitalize(), b.find(b"o"), b.rfind(b"o"), b.index(b"W"), b.count(b"l"), b.count(108))
print(b.split(b", "), b.partition(b","), b.replace(b"l", b"L", 1), b.startswith(b"He"), b.endswith((b"x", b"d")), b.center(20, b"*"), b.zfill(15))
print(b" x ".strip(), b"xxaxx".strip(b"x"), b"a b".split(), b"a\nb".splitlines(), b",".join([b"1", b"2"]), b"abc".isalpha(), b"12".isdigit(), b" ".isspace())
print(b[0], b[-1], b[:5], b[::-1], list(b[:3]), bytes(reversed(b"abc")), b"ab" + b"cd", b"ab" * 2, b"a" in b"abc", 97 in b"abc")
print(b.hex(), b.hex("-")[:8], bytes.fromhex("48 65"), bytes([72, 105]), bytes(2), bytes(b"copy"), bytes("é", "utf-8"), b"\xe9".decode("latin-1"))
print(b"abc" == b"abc", b"abc" < b"abd", hash(b"abc") == hash(b"abc"), {b"k": 1}[b"k"], sorted([b"b", b"a"]), max(b"az"), sum(b"abc"))
print(b"a,b;c".translate(bytes.maketrans(b",;", b"--")), b"abc".translate(None, b"b"), b"pre-x".removeprefix(b"pre-"), repr(b"'\""), b"tab\t".expandtabs(4))
for bad in (lambda: b"a" + "a", lambda: b"abc".find("a"), lambda: b"abc".index(b"z"), lambda: bytes([300]), lambda: bytes("é"), lambda: b"a" < "a", lambda: b"a".join(["b"]), lambda: bytes.fromhex("zz"), lambda: b"".decode("nope")):
    try:
        print(bad())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
