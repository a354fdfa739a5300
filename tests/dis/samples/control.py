if a: b
if a:
    b
elif c:
    d
else:
    e
if a: pass
while a: b
while a:
    if b: break
    if c: continue
    d
else:
    e
for x in y: z
for x in y:
    if x: continue
    break
else:
    e
for x, y in z: pass
for x.y in z: pass
for x[0] in z: pass
for x in 1, 2: pass
for x in [1, 2]: pass
for x in [a, b]: pass
for x in {1, 2}: pass
for x in (1, 2): pass
for x in "abc": pass
for i in range(10):
    for j in range(i):
        if i: break
        continue
    else:
        f()
assert x
assert x, "message"
assert x > 1, f(x)
assert x and y
assert not x
pass


def f(x, y):
    for i in x:
        if i:
            return i
        elif y:
            continue
        g()
    while x:
        while y:
            if x: break
            y = g(y)
        else:
            continue
        x = g(x)
        break
    for i in x:
        for j in y:
            if j: return
    for a in b: c
    return x


def loop(n):
    i = 0
    total = 0
    while i < n:
        total += i
        i += 1
        if i % 2 == 0:
            continue
        total -= 1
    return total


def multi(x):
    for (
        a,
        b
    ) in (
        x
    ):
        print(
            a,
            b
        )
    if (x
        and y
        or z):
        f()
    while (
        x
    ):
        pass


def dead():
    return 1
    print("dead")


def dead2(x):
    while True:
        x()
    print("dead")


def dead3(x):
    raise x
    x()


def dead4():
    if 0:
        yield
    for x in y:
        continue
        f()
    while x:
        break
        f()


def elif_chain(x):
    if x == 1: return "a"
    elif x == 2: return "b"
    elif x == 3: y = "c"
    elif x == 4: pass
    return y


def nested_if(a, b, c):
    if a:
        if b:
            if c: f()
            else: g()
        elif c: h()
    else:
        if b: i()
    return 1


def while_else(x):
    while x > 0:
        x -= 1
    else:
        return 0
    return x


raise
raise X
raise X from Y
raise X("a") from None
