import asyncio
import time


async def work(name, seconds):
    print("start", name)
    await asyncio.sleep(seconds)
    print("end", name)
    return name.upper()


async def main():
    start = time.perf_counter()
    print(await asyncio.gather(work("a", 0.2), work("b", 0.1), work("c", 0.3)))
    print(round(time.perf_counter() - start, 1))
    task = asyncio.create_task(work("d", 0.1), name="named")
    print(task.get_name(), task.done(), asyncio.current_task().get_name())
    print(await task, task.done(), task.result(), task.exception())
    print(len(asyncio.all_tasks()))


asyncio.run(main())
