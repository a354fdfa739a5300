"""Up to three equal frames are printed; the count begins after that."""


def down(n):
    if n == 0:
        raise ValueError("bottom")
    down(n - 1)


def handled(n):
    try:
        down(n)
    except ValueError:
        import traceback
        traceback.print_exc()


handled(2)
handled(3)
handled(4)
down(9)
