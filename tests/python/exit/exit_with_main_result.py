"""sys.exit(main()) as scripts end."""

import sys


def main(argv):
    if not argv:
        print("usage: program NAME", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
