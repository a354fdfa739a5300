"""finally raises while an exception is on its way."""


def work():
    try:
        raise ValueError("the work failed")
    finally:
        cleanup([])


def cleanup(files):
    files.pop()


work()
