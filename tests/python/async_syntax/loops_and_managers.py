"""async for and async with, with else, break and errors."""
import asyncio


class Countdown:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.n == 0:
            raise StopAsyncIteration
        self.n -= 1
        await asyncio.sleep(0.01)
        return self.n


class Held:
    async def __aenter__(self):
        print("enter")
        return self

    async def __aexit__(self, kind, error, trace):
        print("exit", kind and kind.__name__)
        return kind is ValueError


async def main():
    async for n in Countdown(3):
        print(n)
    else:
        print("all")
    async for n in Countdown(3):
        if n == 1:
            break
    else:
        print("never")
    print([n async for n in Countdown(4) if n % 2], {n: n * n async for n in Countdown(2)})
    async with Held():
        raise ValueError("swallowed")
    try:
        async with Held(), Held():
            raise KeyError("kept")
    except KeyError as error:
        print(repr(error))


asyncio.run(main())
