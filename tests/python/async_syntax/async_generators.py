import asyncio


async def numbers(n):
    try:
        for i in range(n):
            await asyncio.sleep(0.001)
            received = yield i
            if received:
                print("received", received)
    finally:
        print("finished")


async def main():
    print([x async for x in numbers(3)])
    print({x: x * x async for x in numbers(2) if x})
    g = numbers(5)
    print(await g.__anext__(), await g.asend("hello"), await anext(g))
    await g.aclose()
    print(await anext(g, "default"))
    try:
        await anext(g)
    except StopAsyncIteration:
        print("over")
    g = numbers(5)
    await anext(g)
    try:
        await g.athrow(KeyError("thrown"))
    except KeyError as error:
        print("out", error)
    squares = (x * x async for x in numbers(3))
    print(type(squares), [x async for x in squares])
    print([await asyncio.sleep(0, x) for x in range(3)])
    print(sum([x async for x in numbers(2)]))


asyncio.run(main())
