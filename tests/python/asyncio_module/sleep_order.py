import asyncio


async def sleepy(n):
    await asyncio.sleep(n / 100)
    print(n, end=" ")


async def main():
    await asyncio.gather(*(sleepy(n) for n in [3, 1, 4, 1, 5, 9, 2, 6]))
    print()
    for name in "xyz":
        asyncio.create_task(chatter(name))
    await asyncio.sleep(0.1)


async def chatter(name):
    for i in range(2):
        print(name, i)
        await asyncio.sleep(0)


asyncio.run(main())
