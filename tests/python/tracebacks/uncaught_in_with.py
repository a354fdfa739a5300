"""An exception that passes through a with statement."""


class Resource:
    def __enter__(self):
        print("open")
        return self

    def __exit__(self, kind, error, trace):
        print("close because of", kind.__name__)

    def use(self, n):
        return [1, 2, 3][n]


with Resource() as resource:
    print(resource.use(0))
    print(resource.use(5))
