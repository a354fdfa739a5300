def fail(n):
    raise ValueError(n)


def collect():
    errors = []
    for n in range(2):
        try:
            fail(n)
        except ValueError as error:
            errors.append(error)
    raise ExceptionGroup("two failed", errors)


collect()
