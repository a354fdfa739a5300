"""string: constants, capwords, Template."""

import string

print(string.ascii_lowercase, string.digits, string.hexdigits, string.punctuation, len(string.printable), repr(string.whitespace))
print(string.capwords("hello  big world"), string.capwords("a-b", "-"))
t = string.Template("$name owes ${amount} $$")
print(t.substitute(name="Bob", amount=5), t.safe_substitute(name="X"), t.substitute({"name": 1}, amount=2))
try:
    t.substitute(name="Bob")
except KeyError as error:
    print("KeyError", error)
try:
    string.Template("costs $5").substitute()
except ValueError as error:
    print(error)
caesar = str.maketrans(string.ascii_lowercase, string.ascii_lowercase[3:] + string.ascii_lowercase[:3])
print("hello".translate(caesar))
