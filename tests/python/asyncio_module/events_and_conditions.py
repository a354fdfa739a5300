import asyncio


async def waiter(event, name):
    print(name, "waits")
    await event.wait()
    print(name, "goes")


async def consumer(condition, items, n):
    async with condition:
        await condition.wait_for(lambda: len(items) >= n)
        print("has", n, items[:n])


async def main():
    event = asyncio.Event()
    tasks = [asyncio.create_task(waiter(event, n)) for n in "ab"]
    await asyncio.sleep(0.01)
    print(event.is_set())
    event.set()
    await asyncio.gather(*tasks)
    event.clear()
    print(event.is_set())
    condition, items = asyncio.Condition(), []
    tasks = [asyncio.create_task(consumer(condition, items, n)) for n in (2, 1)]
    for i in range(2):
        await asyncio.sleep(0.01)
        async with condition:
            items.append(i)
            condition.notify_all()
    await asyncio.gather(*tasks)
    barrier = asyncio.Barrier(3)

    async def meet(n):
        await asyncio.sleep(n / 100)
        position = await barrier.wait()
        print("met", n)

    await asyncio.gather(*(meet(n) for n in range(3)))


asyncio.run(main())
