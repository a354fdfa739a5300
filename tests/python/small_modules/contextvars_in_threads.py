import asyncio
import contextvars
import threading

var = contextvars.ContextVar("var", default="nobody")
print(var.get(), var.name)
token = var.set("main")
print(var.get())
thread = threading.Thread(target=lambda: print("thread", var.get()))
thread.start()
thread.join()
var.reset(token)
print(var.get())


async def work(name):
    var.set(name)
    await asyncio.sleep(0.01)
    print(name, var.get())


async def main():
    await asyncio.gather(work("a"), work("b"))
    print(var.get())


asyncio.run(main())
context = contextvars.copy_context()
context.run(var.set, "inside")
print(var.get(), context[var])
try:
    contextvars.ContextVar("empty").get()
except LookupError as error:
    print("LookupError")
