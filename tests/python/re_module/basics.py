import re

print(re.match(r"(\w+) (\w+)", "hello world").groups())
print(re.search(r"\d+", "abc 123 def 456"))
print(re.findall(r"\d+", "a1b22c333"), re.findall(r"(\w)=(\d)", "a=1,b=2"))
print(re.fullmatch(r"[a-z]+", "abc"), re.fullmatch(r"[a-z]+", "abc1"))
print(re.sub(r"\s+", " ", "a   b \t c"), re.sub(r"(\w+)@(\w+)", r"\2 at \1", "user@host"))
print(re.split(r"[,;]\s*", "a, b;c,d"), re.split(r"(-)", "a-b-c"))
print([m.span() for m in re.finditer("a", "banana")])
print(re.match("x", "abc"), bool(re.search("b", "abc")))
