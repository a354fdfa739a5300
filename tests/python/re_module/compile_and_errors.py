import re

p = re.compile("a(b)?", re.I)
print(p, p.pattern, p.groups, p.flags, re.compile("x"))
print(p.sub(lambda m: m.group().upper() + "!", "ab a aB"), p.subn("-", "ab ab", count=1))
print(re.escape("a.b*c[d]"), re.compile("b").match("abc", 1))
for bad in ["(", "*a", "[a", "a)", r"\y", "(?P<1>a)"]:
    try:
        re.compile(bad)
    except re.error as error:
        print(bad, "->", error.msg, error.pos)
print(re.findall(rb"\d+", b"a1b2"), re.sub(b"a", b"b", b"cat"))
