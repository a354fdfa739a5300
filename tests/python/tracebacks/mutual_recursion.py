"""Frames that alternate are not repetitions."""


def ping(n):
    if n > 6:
        raise RuntimeError("the ball is lost")
    pong(n + 1)


def pong(n):
    ping(n + 1)


ping(0)
