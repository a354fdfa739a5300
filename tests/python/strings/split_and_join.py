"""split, rsplit, splitlines, partition in every form."""

print("a b  c\td\n".split(), " a  b ".split(" "), "a,b,,c".split(","), "".split(), "".split(","))
print("a b c d".split(maxsplit=2), "a,b,c".split(",", 1), "a,b,c".rsplit(",", 1), "  a b  ".split(None, 1), "a b c".rsplit(maxsplit=1))
print("one\ntwo\r\nthree\n".splitlines(), "one\ntwo\n".splitlines(True), "".splitlines(), "a\n\nb".splitlines(), "a\x0bb\x85c".splitlines())
print("key=value=x".partition("="), "key=value=x".rpartition("="), "none".partition("="), "none".rpartition("="))
print("abcabc".split("bc"), "axxbxx".split("xx"))
text = "name: Ada\nage: 36\n\nlang: English"
fields = {}
for line in text.splitlines():
    if not line:
        continue
    key, _, value = line.partition(": ")
    fields[key] = value
print(fields)
words = "it was the best of times it was the worst of times".split()
counts = {}
for word in words:
    counts[word] = counts.get(word, 0) + 1
print(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
for bad in (lambda: "a".split(""), lambda: "a".partition(""), lambda: "a".split(1)):
    try:
        bad()
    except (ValueError, TypeError) as error:
        print(error)
