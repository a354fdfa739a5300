import asyncio


async def work(name, seconds, error=None):
    try:
        await asyncio.sleep(seconds)
    except asyncio.CancelledError:
        print(name, "cancelled")
        raise
    if error:
        raise error
    print(name, "done")
    return name


async def main():
    async with asyncio.TaskGroup() as group:
        a = group.create_task(work("a", 0.02))
        b = group.create_task(work("b", 0.01))
    print(a.result(), b.result())
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(work("c", 1))
            group.create_task(work("d", 0.01, ValueError("d failed")))
    except* ValueError as errors:
        print(errors.exceptions)
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(work("e", 1))
            await asyncio.sleep(0.01)
            raise KeyError("body")
    except* KeyError as errors:
        print(errors.exceptions, errors.message)


asyncio.run(main())
