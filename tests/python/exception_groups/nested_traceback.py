import traceback

try:
    try:
        raise KeyError("first")
    except KeyError:
        raise ExceptionGroup("outer", [TypeError("t"), ExceptionGroup("inner", [ValueError("v"), OSError("o")])])
except ExceptionGroup:
    traceback.print_exc()
    import sys

    print(traceback.format_exc() != "", file=sys.stdout)
