class Meta(type):
    def __len__(cls):
        return len(cls.items)

    def __iter__(cls):
        return iter(cls.items)

    def __getitem__(cls, index):
        return cls.items[index]

    def __contains__(cls, item):
        return item in cls.items

    def __repr__(cls):
        return f"<class {cls.__name__} of {len(cls)}>"

    def __getattr__(cls, name):
        return f"no {name}"

    def __eq__(cls, other):
        return isinstance(other, Meta) and cls.items == other.items

    def __hash__(cls):
        return hash(tuple(cls.items))

    def __add__(cls, other):
        return cls.items + other.items

    def __bool__(cls):
        return False

    @property
    def first(cls):
        return cls.items[0]


class A(metaclass=Meta):
    items = [1, 2, 3]


class B(metaclass=Meta):
    items = [1, 2, 3]


print(len(A), list(A), A[1], 2 in A, 9 in A, A, A.missing, A == B, A + B, bool(A), A.first, A is B)
try:
    A().first
except AttributeError as error:
    print(error)
