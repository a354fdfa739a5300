async def plain():
    return 1


async def awaits(x):
    y = await x
    return await f(y, await g())


async def loops(source):
    async for item in source:
        if item:
            continue
        break
    else:
        print("over")
    async for a, b in source():
        return a


async def managers(a, b):
    async with a as x, b:
        print(x)
        return x
    async with a:
        raise ValueError


async def generator(n):
    for i in range(n):
        yield await f(i)
    yield


async def comprehensions(xs):
    a = [x async for x in xs if x]
    b = {await f(x) for x in xs}
    c = {k: v async for k, v in xs for y in v}
    d = (x async for x in xs)
    e = [await x async for x in xs]
    return a, b, c, d, e


async def exceptions(x):
    try:
        await x
    except KeyError as error:
        print(error)
    finally:
        await y
