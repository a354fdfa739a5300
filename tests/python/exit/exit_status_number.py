"""sys.exit(n) ends with status n; finally clauses run."""

import sys

try:
    print("leaving")
    sys.exit(3)
finally:
    print("cleaned up")
