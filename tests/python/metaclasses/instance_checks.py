class Even(type):
    def __instancecheck__(cls, value):
        return isinstance(value, int) and value % 2 == 0

    def __subclasscheck__(cls, sub):
        return sub is int


class EvenNumber(metaclass=Even):
    pass


print(isinstance(4, EvenNumber), isinstance(3, EvenNumber), issubclass(int, EvenNumber), issubclass(str, EvenNumber))


class M1(type):
    pass


class M2(type):
    pass


class A(metaclass=M1):
    pass


class B(metaclass=M2):
    pass


try:

    class C(A, B):
        pass

except TypeError as error:
    print(error)


class M3(M1, M2):
    pass


class D(A, B, metaclass=M3):
    pass


print(type(D), M3.__mro__)


def function_as_metaclass(name, bases, namespace):
    return (name, bases, sorted(k for k in namespace if not k.startswith("__")))


class E(metaclass=function_as_metaclass):
    attribute = 1


print(E)
