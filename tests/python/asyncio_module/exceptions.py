import asyncio


async def fail(after, error):
    await asyncio.sleep(after)
    raise error


async def fine():
    await asyncio.sleep(0.05)
    return "fine"


async def main():
    print(await asyncio.gather(fine(), fail(0.01, ValueError("v")), return_exceptions=True))
    try:
        await asyncio.gather(fine(), fail(0.01, ValueError("v")))
    except ValueError as error:
        print("caught", error)
    task = asyncio.create_task(fail(0, KeyError("k")))
    try:
        await task
    except KeyError as error:
        print("caught", error, task.exception())
    try:
        asyncio.create_task(fine()).result()
    except asyncio.InvalidStateError as error:
        print(error)
    await asyncio.sleep(0.1)


asyncio.run(main())
try:
    asyncio.run(fail(0, OSError("out")))
except OSError as error:
    print(error)
try:
    asyncio.run(3)
except ValueError as error:
    print(error)
try:
    asyncio.get_running_loop()
except RuntimeError as error:
    print(error)
