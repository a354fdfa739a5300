# From CPython 3.14's documentation: objects are copied, and a class of the program is another one
# in another interpreter.
from concurrent import interpreters


class Counter:
    def __init__(self, initial=0):
        self.value = initial

    def inc(self):
        self.value += 1

    def show(self):
        print(self.value, flush=True)


class Eggs:
    @classmethod
    def modname(cls):
        print(__name__, flush=True)

    def __call__(self):
        print(__name__, flush=True)

    def eggs(self):
        print(__name__, flush=True)


class Spam:
    def __init__(self, x):
        self.x = x


if __name__ == "__main__":
    counter = Counter(17)
    interp = interpreters.create()
    interp.call(counter.show)
    # prints: 17
    counter.inc()
    interp.call(counter.inc)
    interp.call(counter.show)
    counter.show()
    eggs = Eggs()
    interp.call(Eggs.modname)
    # prints: <fake __main__>
    interp.call(eggs)
    # prints: <fake __main__>
    interp.call(eggs.eggs)
    # prints: <fake __main__>
    try:
        spam = interp.call(Spam, 10)
    except interpreters.NotShareableError:
        print("the copy cannot come back")
    else:
        raise AssertionError("unexpected success")
    try:
        interp.call(print, (x for x in "generators stay"))
    except interpreters.NotShareableError as error:
        print(type(error.__cause__).__name__)
