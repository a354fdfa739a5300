class Suspend:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        received = yield self.value
        return received


async def inner(n):
    received = await Suspend(n)
    return received * 2


async def outer():
    a = await inner(1)
    b = await inner(2)
    return a + b


c = outer()
print(type(c), c.__name__, c.__qualname__, c.cr_running)
print(c.send(None), c.send(10))
try:
    c.send(20)
except StopIteration as stop:
    print("returned", stop.value)
try:
    c.send(None)
except RuntimeError as error:
    print(error)


async def catches():
    try:
        await inner(5)
    except KeyError as error:
        return f"caught {error}"
    finally:
        print("cleaning up")


c = catches()
print(c.send(None))
try:
    c.throw(KeyError("k"))
except StopIteration as stop:
    print(stop.value)


async def wrong():
    await 3


c = wrong()
try:
    c.send(None)
except TypeError as error:
    print(error)
c = inner(1)
try:
    c.send("x")
except TypeError as error:
    print(error)
c.close()
c = outer()
c.send(None)
c.close()
print("closed")
