import re

print(re.findall(r"\w+(?=!)", "hi! there bye!"), re.findall(r"(?<=\$)\d+", "$5 6 $70"))
print(re.findall(r"\b(?!the)\w+", "the cat the dog"), re.sub(r"(?<!\d)0", "_", "100 0"))
print(re.findall(r"a+?", "aaa"), re.findall(r"<.+?>", "<a><b>"), re.findall(r"x{2,3}", "xxxxxx"))
print(re.findall(r"[^\W\d]+", "ab1cd_2"), re.findall(r"[\w.-]+@[\w.]+", "x.y@z.com, q-r@s.org"))
print(re.findall(r"(?:ab)+", "ababxab"), re.findall("", "abc"), re.sub("x*", "-", "abxd"))
