"""print with sep, end, file and flush; str() of every kind of value."""

import sys

print()
print(1, "two", 3.0, None, True)
print(1, 2, 3, sep="-")
print("a", "b", sep="")
print("no newline", end="")
print(" continued", end="!\n")
print(*[1, 2, 3], sep=", ")
print("x", "y", sep="\n")
print("to stdout", file=sys.stdout, flush=True)
print("to stderr", file=sys.stderr)
print([1, "a", None, [2.5]], {"k": "v"}, ("t",), {3})
print("sep None", "is a space", sep=None, end=None)
print(print("inner"))
sys.stdout.write("written\n")
print(sys.stdout.write("12345\n"))
try:
    print("x", sep=1)
except TypeError as error:
    print(error)
try:
    print("x", nope=1)
except TypeError as error:
    print(error)
