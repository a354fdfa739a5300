import asyncio


async def fail(n):
    await asyncio.sleep(0)
    raise ValueError(n)


async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(fail(1))
        group.create_task(fail(2))


try:
    asyncio.run(main())
except ExceptionGroup as group:
    print(group, group.exceptions)
