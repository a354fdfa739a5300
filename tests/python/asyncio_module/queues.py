import asyncio


async def producer(queue, n):
    for i in range(n):
        await queue.put(i)
        print("put", i, queue.qsize())
    await queue.put(None)


async def consumer(queue):
    while (item := await queue.get()) is not None:
        print("got", item)
        await asyncio.sleep(0.01)


async def worker(name, queue, done):
    while True:
        seconds = await queue.get()
        await asyncio.sleep(seconds)
        done.append((name, seconds))
        queue.task_done()


async def main():
    queue = asyncio.Queue(maxsize=2)
    await asyncio.gather(producer(queue, 4), consumer(queue))
    print(queue.empty(), queue.full(), queue)
    queue = asyncio.Queue()
    for seconds in [0.03, 0.01, 0.02, 0.015]:
        queue.put_nowait(seconds)
    done = []
    workers = [asyncio.create_task(worker(f"w{i}", queue, done)) for i in range(2)]
    await queue.join()
    for w in workers:
        w.cancel()
    await asyncio.gather(*workers, return_exceptions=True)
    print(done)
    p = asyncio.PriorityQueue()
    for item in [(3, "c"), (1, "a"), (2, "b")]:
        await p.put(item)
    print([await p.get() for _ in range(3)])
    lifo = asyncio.LifoQueue()
    lifo.put_nowait(1)
    lifo.put_nowait(2)
    print(lifo.get_nowait(), lifo.get_nowait())
    try:
        lifo.get_nowait()
    except asyncio.QueueEmpty as error:
        print(repr(error))
    full = asyncio.Queue(1)
    full.put_nowait(0)
    try:
        full.put_nowait(1)
    except asyncio.QueueFull as error:
        print(repr(error))


asyncio.run(main())
