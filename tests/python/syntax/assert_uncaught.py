"""An assertion that fails at the top: traceback and status."""


def speed(distance, seconds):
    assert seconds > 0, "time must be positive"
    return distance / seconds


print(speed(10, 4))
print(speed(10, 0))
