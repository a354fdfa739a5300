"""logging.exception shows the traceback; a bad argument is reported and does not stop the program."""

import logging
import sys

logging.basicConfig(stream=sys.stdout, format="%(levelname)s:%(message)s")


def divide(a, b):
    try:
        return a / b
    except ZeroDivisionError:
        logging.exception("dividing %d by %d failed", a, b)
        return None


print(divide(1, 2), divide(1, 0))
try:
    int("x")
except ValueError as error:
    logging.error("conversion", exc_info=error)
    logging.warning("and once more", exc_info=True)
logging.error("no exception here", exc_info=False)
for bad in (lambda: logging.getLogger(5), lambda: logging.getLogger().setLevel("NOPE"), lambda: logging.log("x", "y"), lambda: logging.Formatter("no fields here"), lambda: logging.basicConfig(nope=1, force=True)):
    try:
        bad()
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
