# A loop over ints: what every GIL demonstration spins on.
def countdown(n):
    while n > 0:
        n -= 1


countdown(20_000_000)
