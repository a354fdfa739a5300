"""A transaction and a nesting tracker as context managers."""


class Transaction:
    def __init__(self, data):
        self.data = data

    def __enter__(self):
        self.backup = dict(self.data)
        return self.data

    def __exit__(self, kind, error, trace):
        if kind is not None:
            self.data.clear()
            self.data.update(self.backup)
            print("rolled back because of", kind.__name__)
        else:
            print("committed")
        return kind is not None and issubclass(kind, ValueError)


account = {"ada": 10}
with Transaction(account) as a:
    a["ada"] += 5
print(account)
with Transaction(account) as a:
    a["ada"] = 0
    raise ValueError("no")
print(account)
try:
    with Transaction(account) as a:
        del a["ada"]
        a["nobody"]
except KeyError as error:
    print("KeyError", error, account)


class Indent:
    level = 0

    def __enter__(self):
        Indent.level += 1
        return self

    def __exit__(self, *args):
        Indent.level -= 1

    def print(self, text):
        print("  " * self.level + text)


with Indent() as one:
    one.print("a")
    with Indent() as two:
        two.print("b")
        with Indent() as three, Indent() as four:
            four.print("c")
    one.print("d")
print(Indent.level)


def find(items, wanted):
    for item in items:
        with Indent() as i:
            if item == wanted:
                return i.level
    return -1


print(find("abc", "b"), Indent.level)
