import functools


def power(base, exponent):
    return base**exponent


square = functools.partial(power, exponent=2)
two = functools.partial(power, 2)
print(square(5), two(10), square.func.__name__, square.args, square.keywords, two.args)
print(functools.reduce(lambda a, b: a * b, range(1, 6)), functools.reduce(max, [3, 9, 2], 5))


class Button:
    def click(self, name, times):
        return f"{name} {times}"

    double = functools.partialmethod(click, times=2)


print(Button().double("ok"))
