import re

m = re.match(r"(?P<year>\d{4})-(?P<month>\d\d)(-(?P<day>\d\d))?", "2024-07")
print(m.group("year"), m["month"], m.group(0), m.group(1, 2), m.groupdict(), m.groups("none"))
print(m.start("month"), m.end(), m.span(1), m.lastindex, m.lastgroup, m.string, m.re.pattern)
print(re.sub(r"(?P<a>\w)(?P<b>\w)", r"\g<b>\g<a>", "abcd"))
print(re.match(r"(a)|(b)", "b").groups(), re.match(r"(\w)\1", "aab"))
try:
    m.group("nope")
except IndexError as error:
    print(error)
