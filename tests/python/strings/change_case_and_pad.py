"""Case methods, strip family, padding, replace, translate."""

s = "  Hello, World  "
print(repr(s.strip()), repr(s.lstrip()), repr(s.rstrip()), "xxhixx".strip("x"), "abcba".strip("ab"), "www.x.com".lstrip("w."))
print(s.lower(), s.upper(), s.swapcase(), "hello world".title(), "hELLO".capitalize(), "Straße".casefold(), "it's o'clock".title())
print("ab".center(7, "*"), "ab".ljust(5, ".") + "|", "ab".rjust(5) + "|", "42".zfill(5), "-42".zfill(5), "abc".center(2), "ab".center(5) + "|")
print("banana".replace("a", "o"), "banana".replace("a", "o", 2), "aaa".replace("", "-"), "abc".replace("x", "y"))
print("prefix-name".removeprefix("prefix-"), "name.py".removesuffix(".py"), "name".removesuffix("x"))
print("a\tb\tcd".expandtabs(4), "hello".translate(str.maketrans("el", "ip")), "hello".translate(str.maketrans({"l": None, "h": "J"})))
print("abc".translate(str.maketrans("a", "b", "c")), "İ".lower() == "i̇", "ß".upper(), "éa".upper())
print("x".join(["1", "2", "3"]), "".join([]), ", ".join("abc"), "-".join({"k": 1}))
try:
    ", ".join([1, 2])
except TypeError as error:
    print(error)
try:
    "abc".center(10, "ab")
except TypeError as error:
    print(error)
try:
    "abc"[0] = "x"
except TypeError as error:
    print(error)
try:
    "abc".nothing()
except AttributeError as error:
    print(error)
