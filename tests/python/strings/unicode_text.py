"""Strings are sequences of code points, whatever their width."""

s = "naïve café 한국어 😀"
print(len(s), s[-1], s[11:14], s[::-1], s.upper())
print([ord(c) for c in "aé한😀"], "".join(chr(c) for c in (97, 233, 54620, 128512)))
print(s.find("한"), s.index("😀"), "한" in s, s.count("é"), s.split())
print(repr("한\n😀\t\x1b\u200e"), ascii("é한😀"))
print("é" == "e\u0301", len("e\u0301"), sorted("éeazZ"), "é" > "z")
print(f"{'한국':>5}|{'é':*^5}|", "한국어".center(7, "-"))
print("ΑΒΓ".lower(), "ß".upper(), "ǆ".title(), "Ω".islower(), "한".isalpha(), "٣".isdigit(), int("٣"))
print(" 　x　".strip() == "x", "a\u2028b".splitlines(), "\u00a0".isspace())
for character in "aé한😀":
    print(character, len(character.encode()), character.encode())
