"""The order in which operands, targets, arguments and defaults are evaluated."""

log = []


def e(name, value=None):
    log.append(name)
    return value


def flush():
    print(" ".join(log))
    log.clear()


e("a", 1) + e("b", 2) * e("c", 3)
flush()
d = {e("k1"): e("v1"), e("k2"): e("v2")}
flush()
target = [0, 0]
target[e("index", 0)] = e("right side", 5)
flush()
e("f", max)(e("x", 1), e("y", 2), key=e("key", None))
flush()
e("then") if e("test", True) else e("else")
flush()


def g(a=e("default")):
    pass


flush()
g()
g()
flush()
[e("element", x) for x in e("iterable", [1, 2]) if e("condition", True)]
flush()
e("list", [1, 2, 3])[e("start", 0):e("stop", 2)]
flush()
x = e("first", [0])
x[e("i", 0)] += e("plus", 1)
flush()
e("left", 1) < e("mid", 0) < e("right", 5)
flush()


@e("decorator", lambda f: f)
class C(e("base", object)):
    e("body")


flush()
