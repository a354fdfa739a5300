"""raise ... from None hides the context."""


class NotFound(LookupError):
    pass


def find(names, name):
    try:
        return names.index(name)
    except ValueError:
        raise NotFound(name) from None


print(find(["a", "b"], "b"))
find(["a", "b"], "z")
