import asyncio
import concurrent.futures
import threading
import time


def blocking(n):
    time.sleep(0.05)
    return n * n, threading.current_thread() is threading.main_thread()


async def ticker():
    for i in range(3):
        print("tick", i)
        await asyncio.sleep(0.02)


async def main():
    loop = asyncio.get_running_loop()
    results = await asyncio.gather(asyncio.to_thread(blocking, 3), ticker())
    print(results[0])
    print(await loop.run_in_executor(None, blocking, 4))
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        print(await asyncio.gather(*(loop.run_in_executor(pool, blocking, n) for n in range(4))))
    try:
        await asyncio.to_thread(lambda: 1 / 0)
    except ZeroDivisionError as error:
        print(error)


asyncio.run(main())
loop = asyncio.new_event_loop()
thread = threading.Thread(target=loop.run_forever)
thread.start()


async def answer():
    await asyncio.sleep(0.01)
    return 42


print(asyncio.run_coroutine_threadsafe(answer(), loop).result(timeout=5))
loop.call_soon_threadsafe(loop.stop)
thread.join()
loop.close()
print(loop.is_closed())
