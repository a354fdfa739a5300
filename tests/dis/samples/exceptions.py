try: a
except: b
try: a
except X: b
try: a
except X as e: b
try:
    a
except X:
    b
except (Y, Z) as e:
    c
except:
    d
else:
    e
finally:
    f
try: a
finally: b
with a: b
with a as b: c
with a as b, c as d: e
with (a as b, c): d
with a as (b, c): d
with a as b.c, d as e[0]: f


def t1():
    try:
        f()
    except X:
        g()
    except Y as e:
        print(e)
        raise
    else:
        h()
    return 1


def t2():
    try:
        return f()
    finally:
        g()


def t3(x):
    for i in x:
        try:
            if i: continue
            if g: break
            return i
        finally:
            h()
    return 0


def t4(x):
    for i in x:
        with i as j:
            if j: continue
            if g: break
            return j
        k()


def t5(x):
    while x:
        try:
            f()
        except X:
            continue
        except Y as e:
            break
        except Z as z:
            return z
        finally:
            g()


def t6():
    try:
        try:
            f()
        finally:
            g()
    except X:
        h()
    finally:
        i()


def t7():
    with a:
        with b as c:
            return c
    return 2


def t8():
    try:
        pass
    except X:
        pass
    try:
        f()
    except X as e:
        del e
    try:
        raise X
    except X:
        raise Y from None
    try:
        return
    except:
        return 1
    finally:
        return 2


def t9(lock):
    with lock:
        x = 1
    with lock: return x


def t10(lock):
    with lock:
        for i in range(3):
            counter[i] += 1
    while True:
        with lock:
            if done: break


def t11():
    try:
        yield 1
    except X:
        yield 2
    finally:
        yield 3
    with a as b:
        yield b
    try:
        yield from c
    except Y as e:
        return e


def t12(x):
    try:
        value = f()
    except X:
        pass
    return value


def t13(x):
    try:
        del x
    finally:
        print(x)


def t14():
    with open(
        "file"
    ) as f, \
         lock:
        return f.read(

        )


def t15():
    try:
        a()
    except X:
        try:
            b()
        except Y as e:
            c(e)
        finally:
            d()
    else:
        e()


def t16():
    for x in y:
        try:
            a(x)
        except X:
            pass
        else:
            return
        finally:
            pass


def t17():
    try:
        a()
    except (X, Y):
        return 1
    except Z as e:
        return e.args
    finally:
        try:
            b()
        except W:
            pass


def t18():
    try:
        while True:
            a()
            try:
                b()
            except X:
                break
    finally:
        c()


def t19(e):
    try:
        f()
    except X as e:
        pass
    return lambda: e
