"""sys.exit() and sys.exit(None) and sys.exit(0) are success."""

import sys


def leave(*args):
    try:
        sys.exit(*args)
    except SystemExit as error:
        print(repr(error), error.code, error.args, isinstance(error, Exception))


leave()
leave(None)
leave(0)
leave(2)
leave("text")
leave([1, 2])
leave(True)
try:
    try:
        sys.exit(1)
    except Exception:
        print("never: SystemExit is no Exception")
except BaseException as error:
    print(type(error).__name__)
sys.exit()
