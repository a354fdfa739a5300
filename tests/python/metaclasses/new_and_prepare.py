class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kwargs):
        print("prepare", name, bases, kwargs)
        return {"injected": 42}

    def __new__(mcs, name, bases, namespace, **kwargs):
        print("new", name, sorted(k for k in namespace if not k.startswith("__")))
        namespace["upper"] = name.upper()
        return super().__new__(mcs, name, bases, namespace)

    def __init__(cls, name, bases, namespace, **kwargs):
        print("init", name, kwargs)
        super().__init__(name, bases, namespace)


class A(metaclass=Meta, flag=True):
    x = 1

    def method(self):
        return __class__.__name__


class B(A):
    y = 2


print(A.injected, A.upper, B.upper, A().method(), type(B).__name__)
C = Meta("C", (A,), {"z": 3})
print(C.z, C.upper, type("D", (A,), {}).upper)
