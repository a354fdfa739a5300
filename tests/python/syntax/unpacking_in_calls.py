"""* and ** in calls, displays and returns."""


def show(*args, **kwargs):
    return args, kwargs


numbers = [1, 2]
options = {"sep": "-", "end": "!\n"}
print(*numbers, *"ab", 3, **options)
print(show(*numbers, 3, *(4, 5), a=1, **{"b": 2}, **{"c": 3}))
print(show(*(n for n in range(2)), *{7}, **dict(x=1)))


def swap(a, b):
    return b, a


print(swap(*swap(1, 2)), [*numbers, *numbers], (*numbers,), {*numbers, 2}, {**options, "sep": "+"})


def head(first, *rest):
    return first, rest


print(head(*range(4)), head("a"), head(*"a"))


def spread(items):
    return *items, len(items)


print(spread([1, 2]), *[[*range(n)] for n in range(3)])
for first, *rest in ([1, 2, 3], "xyz", (4,)):
    print(first, rest)
for call in (lambda: show(**{"a": 1}, **{"a": 2}), lambda: show(*None), lambda: show(**[1]), lambda: head(*[])):
    try:
        print(call())
    except TypeError as error:
        print(error)
matrix = [[1, 2, 3], [4, 5, 6]]
print(list(zip(*matrix)), max(*numbers, 9), dict([*zip("ab", numbers)]))
