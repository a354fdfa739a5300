"""traceback.print_exc and format_exc inside a handler."""

import sys
import traceback


def fail(n):
    if n == 0:
        raise ValueError("reached zero")
    return fail(n - 1)


try:
    fail(2)
except ValueError as error:
    traceback.print_exc(file=sys.stdout)
    text = traceback.format_exc()
    print(len(text.splitlines()), text.endswith("ValueError: reached zero\n"))
    print("".join(traceback.format_exception(error)) == text)
    print(traceback.format_exception_only(error))
print("goes on")
traceback.print_exc()
