"""find, index, count, startswith and the is... family."""

s = "the quick brown fox jumps over the lazy dog"
print(s.find("the"), s.find("the", 1), s.rfind("the"), s.find("cat"), s.find("", 5), s.find("o", 13, 20))
print(s.index("quick"), s.rindex("o"), s.count("o"), s.count("the", 5), "aaaa".count("aa"), "abc".count(""))
print(s.startswith("the"), s.startswith(("a", "the")), s.endswith("dog"), s.startswith("quick", 4), s.endswith("fox", 0, 19))
print("fox" in s, "cat" in s, "" in s)
try:
    s.index("cat")
except ValueError as error:
    print(error)
try:
    5 in s
except TypeError as error:
    print(error)
for text in ("abc", "ABC", "Abc Def", "123", "a1", " \t", "", "x_1", "1x", "½", "Ünï", "³"):
    print(
        repr(text), text.isalpha(), text.isdigit(), text.isalnum(), text.isspace(), text.islower(),
        text.isupper(), text.istitle(), text.isidentifier(), text.isdecimal(), text.isnumeric(), text.isascii(), text.isprintable(),
    )
print(sorted("hello"), max("hello"), len("naïve"), "b" > "a", "a" < "aa", ord("a"), "abc" == "abc")
print(hash("abc") == hash("ab" + "c"), hash("") == 0, "a" * 0 == "")
