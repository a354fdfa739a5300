"""with: __enter__ and __exit__, order, suppression, several managers, errors inside."""


class Manager:
    def __init__(self, name, suppress=False):
        self.name, self.suppress = name, suppress

    def __enter__(self):
        print("enter", self.name)
        return self.name.upper()

    def __exit__(self, kind, error, trace):
        print("exit", self.name, kind.__name__ if kind else None, error, trace is not None)
        return self.suppress


with Manager("a") as value:
    print("inside", value)
with Manager("a") as x, Manager("b") as y:
    print(x, y)
with (
    Manager("c"),
    Manager("d") as z,
):
    print(z)
with Manager("quiet", suppress=True):
    raise ValueError("swallowed")
print("after")
try:
    with Manager("outer") as o, Manager("inner"):
        raise KeyError("k")
except KeyError as error:
    print("caught", error)


def returns():
    with Manager("r"):
        return "returned"


print(returns())
for i in range(3):
    with Manager(str(i)):
        if i == 0:
            continue
        break


class Failing:
    def __enter__(self):
        raise RuntimeError("cannot enter")

    def __exit__(self, *args):
        print("never")


try:
    with Manager("before"), Failing():
        print("never")
except RuntimeError as error:
    print(error)
target = {}
with Manager("t") as target["key"]:
    print(target)


class Pair(Manager):
    def __enter__(self):
        return 1, 2


with Pair("pair") as (one, two):
    print(one + two)
for bad in (5, Manager):
    try:
        with bad:
            pass
    except TypeError as error:
        print(error)
