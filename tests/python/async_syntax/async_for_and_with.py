import asyncio


class Countdown:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.n == 0:
            raise StopAsyncIteration
        await asyncio.sleep(0.01)
        self.n -= 1
        return self.n + 1


class Resource:
    async def __aenter__(self):
        print("open")
        await asyncio.sleep(0)
        return self

    async def __aexit__(self, kind, value, traceback):
        await asyncio.sleep(0)
        print("close", kind and kind.__name__)
        return kind is ValueError


async def find(n):
    async for x in Countdown(3):
        async with Resource():
            if x == n:
                return f"found {x}"
            continue
    else:
        print("exhausted")


async def main():
    async for x in Countdown(3):
        print(x)
        if x == 2:
            break
    else:
        print("never")
    print(await find(2), await find(9))
    async with Resource() as a, Resource():
        print("both", a is not None)
    async with Resource():
        raise ValueError("swallowed")
    try:
        async with Resource():
            raise KeyError("passed on")
    except KeyError as error:
        print("out", error)
    for bad in [3, Resource()]:
        try:
            async for x in bad:
                pass
        except TypeError as error:
            print(error)
    try:
        async with 3:
            pass
    except TypeError as error:
        print(error)


asyncio.run(main())
