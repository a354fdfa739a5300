import asyncio


async def patient(name):
    try:
        print(name, "waits")
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        print(name, "cancelled")
        raise
    finally:
        print(name, "cleans up")


async def stubborn():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        return "survived"


async def main():
    task = asyncio.create_task(patient("a"))
    await asyncio.sleep(0.01)
    print(task.cancel(), task.cancelled())
    try:
        await task
    except asyncio.CancelledError as error:
        print("main sees it", repr(error))
    print(task.cancelled(), task.done(), task.cancel())
    task = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    task.cancel("now")
    print(await task)
    task = asyncio.create_task(patient("never starts"))
    task.cancel()
    print(await asyncio.gather(task, return_exceptions=True))


asyncio.run(main())
