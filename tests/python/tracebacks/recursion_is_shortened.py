"""Endless recursion: repeated frames are counted, not printed."""


def forever(n):
    return forever(n + 1)


forever(0)
