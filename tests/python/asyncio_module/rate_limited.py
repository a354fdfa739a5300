import asyncio
import time


async def call(n, semaphore, start):
    async with semaphore:
        await asyncio.sleep(0.1)
        return n, round(time.perf_counter() - start, 1)


async def main():
    semaphore = asyncio.Semaphore(3)
    start = time.perf_counter()
    for result in await asyncio.gather(*(call(n, semaphore, start) for n in range(7))):
        print(result)


asyncio.run(main())
