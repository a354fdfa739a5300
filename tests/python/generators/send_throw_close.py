def averager():
    total, count, average = 0, 0, None
    try:
        while True:
            value = yield average
            total += value
            count += 1
            average = total / count
    except ValueError as error:
        print("caught", error)
        yield "after the error"
    finally:
        print("closing")


g = averager()
next(g)
print([g.send(n) for n in (10, 20, 60)])
print(g.throw(ValueError("stop")))
g.close()
try:
    next(g)
except StopIteration:
    print("finished")


def outer():
    result = yield from inner()
    print("inner returned", result)


def inner():
    received = yield 1
    print("received", received)
    return "done"


o = outer()
print(next(o))
try:
    o.send("hi")
except StopIteration:
    print("end")
