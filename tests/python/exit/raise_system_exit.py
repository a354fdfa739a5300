"""raise SystemExit works like sys.exit, from any depth."""


def deep(n):
    if n == 0:
        raise SystemExit(7)
    deep(n - 1)


print("going down")
deep(5)
