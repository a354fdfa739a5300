import asyncio


async def slow(seconds):
    try:
        await asyncio.sleep(seconds)
        return "done"
    except asyncio.CancelledError:
        print("slow was cancelled")
        raise


async def main():
    print(await asyncio.wait_for(slow(0.01), timeout=1))
    try:
        await asyncio.wait_for(slow(5), timeout=0.05)
    except asyncio.TimeoutError:
        print("timed out")
    try:
        async with asyncio.timeout(0.05) as scope:
            await slow(5)
    except TimeoutError:
        print("scope", scope.expired())
    async with asyncio.timeout(1) as scope:
        print(await slow(0.01), scope.expired())
    inner = asyncio.create_task(slow(0.1))
    try:
        await asyncio.wait_for(asyncio.shield(inner), 0.02)
    except TimeoutError:
        print("shielded", await inner)
    try:
        async with asyncio.timeout(None):
            raise KeyError("other")
    except KeyError as error:
        print(error)


asyncio.run(main())
