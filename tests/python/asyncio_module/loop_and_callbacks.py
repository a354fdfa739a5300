import asyncio


def show(text):
    print(text)


def stop_after(loop, n):
    print("countdown", n)
    if n == 0:
        loop.stop()
    else:
        loop.call_later(0.01, stop_after, loop, n - 1)


loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
loop.call_soon(show, "soon")
loop.call_later(0.02, show, "later")
loop.call_at(loop.time() + 0.01, show, "at")
cancelled = loop.call_later(0.015, show, "never")
cancelled.cancel()
loop.call_soon(stop_after, loop, 3)
loop.run_forever()


async def compute():
    await asyncio.sleep(0.01)
    return 6 * 7


print(loop.run_until_complete(compute()))
future = loop.create_future()
future.add_done_callback(lambda f: print("done", f.result()))
loop.call_later(0.01, future.set_result, "value")
print(loop.run_until_complete(future), future)
task = loop.create_task(compute())
task.add_done_callback(lambda t: print("task done", t.result()))
loop.run_until_complete(task)
print(loop.is_running(), loop.is_closed())
loop.close()
try:
    loop.call_soon(show, "x")
except RuntimeError as error:
    print(error)
