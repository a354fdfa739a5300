import sys

sys.stdout.write("written\n")
print("to stderr", file=sys.stderr)
sys.stderr.flush()
print(sys.argv, sys.version_info >= (3, 8), sys.maxsize)
print("platform" in dir(sys), sys.byteorder, sys.getrecursionlimit())
try:
    sys.exit("leaving")
except SystemExit as error:
    print(repr(error.code))
try:
    1 / 0
except ZeroDivisionError:
    kind, value, traceback = sys.exc_info()
    print(kind.__name__, value, traceback is not None)
print(sys.exc_info())
sys.exit(3)
