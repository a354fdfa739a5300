# From CPython 3.14's documentation of concurrent.interpreters: what calls see, with the outputs that
# stand there as comments.
from concurrent import interpreters

total = 0
data = {"a": 1, "b": 2, "c": 3}


def inc():
    global total
    total += 1


def show_total():
    print(total, flush=True)


def spam():
    print(__name__, flush=True)


def script():
    print(__name__, flush=True)


def set(value):
    assert __name__ == "<fake __main__>", __name__
    global answer
    answer = value


def check(expected):
    assert answer == expected


def ident_full(a, /, b, c=42, *args, d, e="eggs", **kwargs):
    print([a, b, c, d, e], args, kwargs, flush=True)


if __name__ == "__main__":
    interp = interpreters.create()
    interp.call(show_total)
    # prints: 0
    interp.call(inc)
    interp.call(show_total)
    # prints: 1
    interp.exec("""if True:
        try:
            print(total)
        except NameError:
            pass
        else:
            raise AssertionError('expected NameError')
        """)
    interp.exec("total = -1")
    interp.exec("print(total, flush=True)")
    # prints: -1
    interp.call(show_total)
    # prints: 1
    interp.call(inc)
    interp.call(show_total)
    # prints: 2
    interp.exec("print(total, flush=True)")
    # prints: -1
    print(total, flush=True)
    # prints: 0
    interp.call(spam)
    # prints: <fake __main__>
    interp.exec(script)
    # prints: __main__
    interp.call(exec, "print(__name__, flush=True)")
    # prints: __main__
    interp.call(set, 100)
    interp.call(check, 100)
    interp.call(ident_full, 1, 2, 3, 4, 5, d=6, e=7, f=8, g=9)
    # prints: [1, 2, 3, 6, 7] (4, 5) {'f': 8, 'g': 9}

    def update_and_copy(data, **updates):
        data.update(updates)
        return dict(data)

    interp.call(data.clear)
    print(data == dict(a=1, b=2, c=3))
    print(interp.call(update_and_copy, data, d=4, e=5))
    print(data, interp.call(update_and_copy, data) is not data)
