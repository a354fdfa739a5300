import re
from collections import Counter

text = """The quick brown fox. The lazy dog!
Contact: alice@example.com, bob.smith@test.org on 2024-01-15 at 10:30."""
words = re.findall(r"[A-Za-z]+", text.lower())
print(Counter(words).most_common(3))
print(re.findall(r"\b[\w.]+@[\w.]+\.\w+\b", text))
print([tuple(map(int, m.groups())) for m in re.finditer(r"(\d{4})-(\d\d)-(\d\d)", text)])
print(re.sub(r"(\d\d):(\d\d)", lambda m: f"{int(m[1]) + 1}h{m[2]}", text.splitlines()[1]))
for token in re.finditer(r"(?P<num>\d+)|(?P<op>[+*/-])|(?P<ws>\s+)", "12 + 3*4"):
    print(token.lastgroup, repr(token.group()))
