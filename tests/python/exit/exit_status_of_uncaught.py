"""An uncaught exception is status 1, and output before it is kept."""

import sys

print("to stdout")
print("to stderr", file=sys.stderr)


def main():
    numbers = [1, 2, 3]
    return numbers[len(numbers)]


if __name__ == "__main__":
    sys.exit(main())
