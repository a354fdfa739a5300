"""What goes wrong inside one."""
def attempt(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)


attempt(lambda: [1 / n for n in (2, 1, 0)])
attempt(lambda: {[]: 1 for _ in range(1)})
attempt(lambda: {n for n in [[1]]})
attempt(lambda: [a for a, b in [(1, 2, 3)]])
attempt(lambda: [n for n in 5])
attempt(lambda: [missing for _ in range(1)])
attempt(lambda: next(n for n in [] if n))
attempt(lambda: list(n for n in (1, 2) if n / 0))
