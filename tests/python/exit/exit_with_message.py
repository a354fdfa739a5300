"""sys.exit("text") prints the text on stderr and ends with status 1."""

import sys

print("before")
sys.exit("fatal: no configuration")
