import asyncio


async def work(name, seconds):
    await asyncio.sleep(seconds)
    if name == "bad":
        raise ValueError(name)
    return name


def tasks(*pairs):
    return [asyncio.create_task(work(name, seconds), name=name) for name, seconds in pairs]


async def main():
    done, pending = await asyncio.wait(tasks(("a", 0.02), ("b", 0.01)))
    print(sorted(t.result() for t in done), pending)
    done, pending = await asyncio.wait(tasks(("a", 0.05), ("b", 0.01)), return_when=asyncio.FIRST_COMPLETED)
    print([t.get_name() for t in done], [t.get_name() for t in pending])
    await asyncio.wait(pending)
    done, pending = await asyncio.wait(tasks(("a", 0.5), ("bad", 0.01)), return_when=asyncio.FIRST_EXCEPTION)
    print([repr(t.exception()) for t in done], len(pending))
    for t in pending:
        t.cancel()
    done, pending = await asyncio.wait(tasks(("a", 0.5)), timeout=0.01)
    print(len(done), len(pending))
    for t in pending:
        t.cancel()
    for future in asyncio.as_completed(tasks(("a", 0.03), ("b", 0.01), ("c", 0.02))):
        print(await future)
    try:
        await asyncio.wait([])
    except ValueError as error:
        print(error)


asyncio.run(main())
