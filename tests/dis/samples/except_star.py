def plain():
    try:
        f()
    except* ValueError:
        g()


def several():
    try:
        f()
    except* ValueError as group:
        print(group)
    except* (TypeError, KeyError) as others:
        print(others)
        raise
    else:
        print("else")
    finally:
        print("finally")


def in_loop(xs):
    for x in xs:
        try:
            f(x)
        except* OSError:
            pass
    return xs
