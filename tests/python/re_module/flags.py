import re

print(re.findall("abc", "ABC abc", re.IGNORECASE), re.findall("^x", "x\nx", re.M))
print(re.findall("a.b", "a\nb"), re.findall("a.b", "a\nb", re.S))
pattern = re.compile(
    r"""
    (\d+)   # digits
    \s*
    ([a-z]+)  # letters
    """,
    re.VERBOSE | re.I,
)
print(pattern.match("12 AB").groups(), pattern.groups)
print(re.findall(r"\w+", "né é", re.A), re.findall(r"\w+", "né é"))
print(re.search("a$", "a\n"), re.search(r"a\Z", "a\n"))
print(re.findall("(?i)hello", "Hello HELLO"))
