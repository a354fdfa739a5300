"""types: SimpleNamespace and the names of types."""

import types

ns = types.SimpleNamespace(x=1, name="a")
ns.y = [2]
print(ns, ns.x, ns == types.SimpleNamespace(x=1, name="a", y=[2]), vars(ns))
del ns.x
print(ns, hasattr(ns, "x"))


def f():
    yield


class C:
    def m(self):
        pass


print(isinstance(f, types.FunctionType), isinstance(lambda: 0, types.LambdaType), isinstance(f(), types.GeneratorType), isinstance(C().m, types.MethodType), isinstance(len, types.BuiltinFunctionType))
print(isinstance(types, types.ModuleType), isinstance(None, types.NoneType), isinstance(f.__code__, types.CodeType))
bound = types.MethodType(lambda self, x: (type(self).__name__, x), C())
print(bound(5))
