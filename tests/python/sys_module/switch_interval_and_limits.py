"""setswitchinterval and setrecursionlimit: values, errors."""

import sys

print(sys.getswitchinterval())
sys.setswitchinterval(0.001)
print(sys.getswitchinterval())
sys.setswitchinterval(1)
print(sys.getswitchinterval())
for bad in (0, -1, "a"):
    try:
        sys.setswitchinterval(bad)
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
sys.setrecursionlimit(500)
print(sys.getrecursionlimit())


def depth(n):
    return n if n == 0 else depth(n - 1)


print(depth(400))
try:
    depth(600)
except RecursionError as error:
    print(error)
for bad in (0, -5, "a"):
    try:
        sys.setrecursionlimit(bad)
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
try:
    sys.exit("caught")
except SystemExit as error:
    print(error.code)
