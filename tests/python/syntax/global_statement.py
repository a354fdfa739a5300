"""global: reading, writing and creating module variables from functions."""

counter = 0


def read():
    return counter


def bump():
    global counter
    counter += 1
    return counter


def shadow():
    counter = 100
    counter += 1
    return counter


def create():
    global created, also_created
    created = "by a function"
    also_created = [1, 2]


def unbound():
    try:
        counter += 1
    except UnboundLocalError as error:
        return str(error)


bump()
bump()
print(read(), shadow(), counter)
create()
print(created, also_created)
print(unbound())
print(globals()["counter"], "bump" in globals(), "nothing" in globals())


def loop_global():
    global i
    for i in range(3):
        pass


loop_global()
print(i)


def remove():
    global created
    del created


remove()
print("created" in globals())
