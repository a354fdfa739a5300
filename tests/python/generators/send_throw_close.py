"""send, throw and close, and what the generator may answer."""


def averager():
    total = count = 0
    average = None
    while True:
        value = yield average
        total += value
        count += 1
        average = total / count


avg = averager()
next(avg)
print(avg.send(10), avg.send(20), avg.send(3))
avg.close()
try:
    avg.send(1)
except StopIteration as stop:
    print("closed", stop.value)


def tolerant():
    while True:
        try:
            received = yield "ready"
            print("received", received)
        except ValueError as error:
            print("caught", error)
            yield "recovered"
        except GeneratorExit:
            print("closing")
            raise
        finally:
            print("finally")


t = tolerant()
print(next(t))
print(t.send("x"))
print(t.throw(ValueError("bad")))
print(next(t))
t.close()
t.close()


def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2


s = stubborn()
next(s)
try:
    s.close()
except RuntimeError as error:
    print(error)
try:
    averager().send(5)
except TypeError as error:
    print(error)
fresh = averager()
try:
    fresh.throw(KeyError("before start"))
except KeyError as error:
    print("KeyError", error)
print(list(fresh))


def busy():
    yield next(me)


me = busy()
try:
    next(me)
except ValueError as error:
    print(error)


def leaks():
    yield 1
    raise StopIteration("inside")


try:
    list(leaks())
except RuntimeError as error:
    print(error, "<-", repr(error.__cause__))


def closing_value():
    try:
        yield 1
    except GeneratorExit:
        return "final"


c = closing_value()
next(c)
print(c.close())
