import asyncio


async def critical(lock, name):
    print(name, "wants it")
    async with lock:
        print(name, "has it", lock.locked())
        await asyncio.sleep(0.01)
    print(name, "let go")


async def limited(semaphore, n, running):
    async with semaphore:
        running.append(n)
        print(n, "in", semaphore.locked())
        await asyncio.sleep(0.01)
        running.remove(n)


async def main():
    lock = asyncio.Lock()
    await asyncio.gather(*(critical(lock, name) for name in "abc"))
    print(lock.locked())
    try:
        lock.release()
    except RuntimeError as error:
        print(error)
    running = []
    await asyncio.gather(*[limited(asyncio.Semaphore(2) if False else s, i, running) for s in [asyncio.Semaphore(2)] for i in range(5)])
    bounded = asyncio.BoundedSemaphore(1)
    try:
        bounded.release()
    except ValueError as error:
        print(error)


asyncio.run(main())
