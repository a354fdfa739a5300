import asyncio


async def set_after(future, seconds, value):
    await asyncio.sleep(seconds)
    if isinstance(value, Exception):
        future.set_exception(value)
    else:
        future.set_result(value)


async def main():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    print(future, future.done())
    asyncio.create_task(set_after(future, 0.01, "result"))
    print(await future, future.done(), future.result(), future)
    try:
        future.set_result(2)
    except asyncio.InvalidStateError as error:
        print(repr(error))
    future = loop.create_future()
    asyncio.create_task(set_after(future, 0.01, ValueError("bad")))
    try:
        await future
    except ValueError as error:
        print(error, repr(future.exception()))
    future = loop.create_future()
    future.cancel()
    print(future.cancelled(), future)
    try:
        await future
    except asyncio.CancelledError:
        print("cancelled")
    f = asyncio.Future()
    try:
        f.result()
    except asyncio.InvalidStateError as error:
        print(error)


asyncio.run(main())
