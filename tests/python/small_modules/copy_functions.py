"""copy and deepcopy: shared parts, cycles, own hooks."""

import copy
import threading

a = [1, [2, 3], {"k": [4]}]
b, c = copy.copy(a), copy.deepcopy(a)
a[1].append("x")
a[2]["k"].append("y")
print(b, c, b[1] is a[1], c[1] is a[1])
shared = [1]
pair = copy.deepcopy([shared, shared])
print(pair[0] is pair[1], pair[0] is shared)
loop = [1]
loop.append(loop)
twin = copy.deepcopy(loop)
print(twin[1] is twin, twin is loop)


class Node:
    def __init__(self, value, children=()):
        self.value, self.children = value, list(children)


tree = Node(1, [Node(2), Node(3)])
shallow, deep = copy.copy(tree), copy.deepcopy(tree)
tree.children[0].value = 99
print(shallow.children[0].value, deep.children[0].value, type(deep).__name__, shallow.children is tree.children)


class Custom:
    def __copy__(self):
        return "shallow hook"

    def __deepcopy__(self, memo):
        return "deep hook"


print(copy.copy(Custom()), copy.deepcopy(Custom()), copy.copy((1, 2)), copy.deepcopy("text"), copy.deepcopy({1, 2}), copy.copy({"a": 1}))
t = (1, [2])
print(copy.deepcopy(t) == t, copy.deepcopy(t)[1] is t[1], copy.copy(t) is t)
try:
    copy.deepcopy(threading.Lock())
except TypeError as error:
    print(error)
